import { type Asking, Prisma } from "../../shared/server.ts";
import type { GroupKey } from "../filters.ts";
import { listCondition } from "./finding-filter.ts";
import type { GroupQuery, GroupRow } from "./groups-of-findings.ts";

type Column = "scanner" | "detector" | "path" | "container" | "callable" | "project";
const COLUMNS: readonly Column[] = ["scanner", "detector", "path", "container", "callable", "project"];

interface Shape {
  /** The values that tell groups apart, by column; severities are told apart by the rank alone. */
  readonly values: Readonly<Partial<Record<Column, string>>>;
  /** Groups without a value come last. */
  readonly order: string;
  /** What a cursor holds; absent where all groups come at once. */
  readonly position?: string;
}

const SHAPES: Readonly<Record<GroupKey["by"], Shape>> = {
  severity: { values: {}, order: `g."rank"` },
  detector: {
    values: {
      scanner: `CASE WHEN f."detector" IS NOT NULL THEN f."scanner" END`,
      detector: `CASE WHEN f."scanner" IS NOT NULL THEN f."detector" END`,
    },
    order: `g."scanner" IS NULL, g."rank", g."scanner", g."detector"`,
  },
  file: { values: { path: `f."path"` }, order: `g."path" NULLS LAST`, position: `g."path"` },
  function: {
    values: {
      path: `f."path"`,
      container: `CASE WHEN f."path" IS NOT NULL THEN f."container" END`,
      callable: `CASE WHEN f."path" IS NOT NULL THEN f."callable" END`,
    },
    order: `g."path" NULLS LAST, coalesce(g."container", ''), coalesce(g."callable", '')`,
    position: `g."path", coalesce(g."container", ''), coalesce(g."callable", '')`,
  },
  project: {
    values: {
      project: `(SELECT p."slug" FROM "project" p WHERE p."organization_id" = f."organization_id" AND p."id" = f."project_id")`,
    },
    order: `g."project"`,
    position: `g."project"`,
  },
};

/**
 * The groups of findings that a search has looked up, behind a position: there are few enough to count them all, and
 * nothing of the list is walked. What has no value of the grouping is the last group.
 */
export async function groupsOfFound(
  from: Asking,
  { scope, filters, limit }: GroupQuery,
  by: GroupKey["by"],
  after: readonly (string | number)[] | null,
): Promise<GroupRow[]> {
  const { values, order, position } = SHAPES[by];
  const own = COLUMNS.filter((column) => values[column] !== undefined);
  const named = own.map((column) => `${values[column]} AS "${column}", `).join("");
  const keys = own.length === 0 ? `f."severity_rank"` : own.map((_column, at) => at + 1).join(", ");
  const columns = COLUMNS.map((column) => (own.includes(column) ? `g."${column}"` : `NULL::text AS "${column}"`));
  const last = own.includes("path") ? Prisma.sql`g."path" IS NULL OR` : Prisma.empty;
  const behind =
    after === null || position === undefined
      ? Prisma.empty
      : Prisma.sql`WHERE ${last} (${Prisma.raw(position)}) > (${Prisma.join(after.map(String))})`;
  return from.ask<GroupRow>(Prisma.sql`
    SELECT ${Prisma.raw(columns.join(", "))}, g."rank", g."count" FROM (
      SELECT ${Prisma.raw(named)} min(f."severity_rank")::int AS "rank", count(*)::int AS "count"
      FROM "finding" f WHERE ${listCondition(scope, filters)} GROUP BY ${Prisma.raw(keys)}) g
    ${behind} ORDER BY ${Prisma.raw(order)} ${position === undefined ? Prisma.empty : Prisma.sql`LIMIT ${limit}::int`}`);
}
