import { Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findingError } from "../errors.ts";
import type { FindingFilters, FindingSort, GroupKey } from "../filters.ts";
import {
  filterCells,
  filterCondition,
  filterGroups,
  inCell,
  type ListScope,
  scopeConditions,
} from "./finding-filter.ts";

/** One row of a list as the database gives it. */
export interface FindingRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly severity: string;
  readonly severityRank: number;
  readonly confidence: string;
  readonly state: string;
  readonly decisionReason: string | null;
  readonly origin: string;
  readonly scanner: string | null;
  readonly detector: string | null;
  readonly path: string | null;
  readonly startLine: number | null;
  readonly container: string | null;
  readonly callable: string | null;
  readonly tags: string[];
  readonly dependency: boolean;
  readonly restricted: boolean;
  readonly backlog: boolean;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly dueAt: Date | null;
  readonly acknowledgedUntil: Date | null;
  readonly duplicateOf: number | null;
  readonly proposed: string | null;
  readonly projectId: string;
  readonly projectSlug: string;
  readonly projectName: string;
  readonly firstSeenAt: Date;
  readonly updatedAt: Date;
  readonly rowVersion: number;
}

/** The sort keys of the row that the page starts behind; their types follow from the sort. */
export type Position = readonly (string | number)[];

export interface PageQuery {
  readonly scope: ListScope;
  readonly filters: FindingFilters;
  readonly group?: GroupKey;
  readonly sort: FindingSort;
  readonly after?: Position;
  /** Walks the same order from the other end: for the row before a finding. */
  readonly backwards?: boolean;
  readonly limit: number;
}

/** The keys that a cursor after this row holds. */
export function positionOf(
  row: Pick<FindingRow, "severityRank" | "number" | "updatedAt" | "id" | "projectId">,
  query: Pick<PageQuery, "scope" | "sort">,
): Position {
  if (query.sort === "updated") return [row.updatedAt.getTime(), row.id];
  if (query.sort === "number") return [row.number];
  return query.scope.projectId === null
    ? [row.severityRank, row.projectId, row.number]
    : [row.severityRank, row.number];
}

/** True when a cursor's keys fit the sort; anything else came from elsewhere. */
export function isPosition(keys: Position, query: Pick<PageQuery, "scope" | "sort">): boolean {
  const shape = {
    updated: "number string",
    number: "number",
    severity: query.scope.projectId === null ? "number string number" : "number number",
  };
  return (
    keys.map((key) => typeof key).join(" ") === shape[query.sort] &&
    keys.every((key) => typeof key === "string" || Number.isSafeInteger(key))
  );
}

/**
 * One page in keyset order. Row values keep deep pages as cheap as the first (Prisma's own cursor and OR form grow);
 * for the severity order each combination of state and code is one short scan of the order index, merged here.
 */
export async function pageOfFindings(tx: Tx, query: PageQuery): Promise<FindingRow[]> {
  return namedRows(tx, query.sort === "severity" ? bySeverity(query) : byOneIndex(query), orderOf(query));
}

/** One finding as a list would show it; the caller has checked that the reader may see it. */
export async function findingRow(tx: Tx, deps: ProjectDeps, number: number): Promise<FindingRow> {
  const one = Prisma.sql`SELECT f.* FROM "finding" f WHERE f."organization_id" = ${deps.organizationId}::uuid
    AND f."project_id" = ${deps.projectId}::uuid AND f."number" = ${number}::int`;
  const [row] = await namedRows(tx, one, Prisma.sql`f."number"`);
  if (row === undefined) throw findingError("finding.not-found");
  return row;
}

/** Findings of a project by their ids, in no order; the caller has checked that the reader may see them. */
export async function rowsById(tx: Tx, deps: ProjectDeps, ids: readonly string[]): Promise<FindingRow[]> {
  const some = Prisma.sql`SELECT f.* FROM "finding" f WHERE f."organization_id" = ${deps.organizationId}::uuid
    AND f."project_id" = ${deps.projectId}::uuid AND f."id" = ANY(${[...ids]}::uuid[])`;
  return namedRows(tx, some, Prisma.sql`f."id"`);
}

/** Findings by their ids, in no order; those that the reader may not see are not among them. */
export async function readableById(tx: Tx, scope: ListScope, ids: readonly string[]): Promise<FindingRow[]> {
  const conditions = Prisma.join(scopeConditions(scope), " AND ");
  const some = Prisma.sql`SELECT f.* FROM "finding" f WHERE ${conditions} AND f."id" = ANY(${[...ids]}::uuid[])`;
  return namedRows(tx, some, Prisma.sql`f."id"`);
}

async function namedRows(tx: Tx, page: Prisma.Sql, order: Prisma.Sql): Promise<FindingRow[]> {
  return tx.db.$queryRaw<FindingRow[]>`
    WITH page AS (${page})
    SELECT f."id", f."number", f."title", f."severity", f."severity_rank"::int AS "severityRank", f."confidence", f."state",
      f."decision_reason" AS "decisionReason", f."origin", f."scanner", f."detector", f."path", f."start_line" AS "startLine",
      f."container", f."callable", f."tags", f."dependency", f."restricted", f."backlog", f."assignee_id" AS "assigneeId",
      u."name" AS "assigneeName", f."due_at" AS "dueAt", f."acknowledged_until" AS "acknowledgedUntil",
      d."number" AS "duplicateOf", f."proposed", f."project_id" AS "projectId", p."slug" AS "projectSlug", p."name" AS "projectName",
      f."first_seen_at" AS "firstSeenAt", f."updated_at" AS "updatedAt", f."row_version" AS "rowVersion"
    FROM page f
    JOIN "project" p ON p."organization_id" = f."organization_id" AND p."id" = f."project_id"
    LEFT JOIN "member" m ON m."organization_id" = f."organization_id" AND m."id" = f."assignee_id"
    LEFT JOIN "user" u ON u."id" = m."user_id"
    LEFT JOIN "finding" d ON d."organization_id" = f."organization_id" AND d."id" = f."duplicate_of_id"
    ORDER BY ${order}`;
}

function bySeverity(query: PageQuery): Prisma.Sql {
  const { scope, filters, group } = query;
  return Prisma.sql`
    SELECT f.* FROM ${filterCells(scope, filters)}
    CROSS JOIN LATERAL (
      SELECT f.* FROM "finding" f
      WHERE ${filterCondition(scope, filters, group)} AND ${inCell(scope, filters)} ${behind(query)}
      ORDER BY ${orderOf(query)} LIMIT ${query.limit}
    ) f
    ORDER BY ${orderOf(query)} LIMIT ${query.limit}`;
}

function byOneIndex(query: PageQuery): Prisma.Sql {
  const { states, dependency, backlog, ranks } = filterGroups(query.filters);
  const severities = ranks === null ? Prisma.empty : Prisma.sql`AND f."severity_rank" = ANY(${ranks}::smallint[])`;
  return Prisma.sql`
    SELECT f.* FROM "finding" f
    WHERE ${filterCondition(query.scope, query.filters, query.group)}
      AND f."state" = ANY(${states}::text[]) AND f."dependency" = ANY(${dependency}::boolean[])
      AND f."backlog" = ANY(${backlog}::boolean[]) ${severities} ${behind(query)}
    ORDER BY ${orderOf(query)} LIMIT ${query.limit}`;
}

function orderOf(query: PageQuery): Prisma.Sql {
  const back = query.backwards === true;
  if (query.sort === "updated") {
    return back ? Prisma.sql`f."updated_at", f."id"` : Prisma.sql`f."updated_at" DESC, f."id" DESC`;
  }
  if (query.sort === "number") return back ? Prisma.sql`f."number"` : Prisma.sql`f."number" DESC`;
  if (query.scope.projectId === null) {
    return back
      ? Prisma.sql`f."severity_rank" DESC, f."project_id" DESC, f."number" DESC`
      : Prisma.sql`f."severity_rank", f."project_id", f."number"`;
  }
  return back ? Prisma.sql`f."severity_rank" DESC, f."number" DESC` : Prisma.sql`f."severity_rank", f."number"`;
}

function behind(query: PageQuery): Prisma.Sql {
  if (query.after === undefined) return Prisma.empty;
  const [first, second, third] = query.after;
  const ascends = (query.sort === "severity") !== (query.backwards === true);
  const sign = ascends ? Prisma.sql`>` : Prisma.sql`<`;
  if (query.sort === "updated") {
    const at = new Date(Number(first));
    return Prisma.sql`AND (f."updated_at", f."id") ${sign} (${at}::timestamptz, ${String(second)}::uuid)`;
  }
  if (query.sort === "number") return Prisma.sql`AND f."number" ${sign} ${Number(first)}::int`;
  if (query.scope.projectId === null) {
    return Prisma.sql`AND (f."severity_rank", f."project_id", f."number") ${sign} (${Number(first)}::smallint, ${String(second)}::uuid, ${Number(third)}::int)`;
  }
  return Prisma.sql`AND (f."severity_rank", f."number") ${sign} (${Number(first)}::smallint, ${Number(second)}::int)`;
}
