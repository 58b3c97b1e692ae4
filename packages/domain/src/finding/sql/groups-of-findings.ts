import { type Asking, Prisma } from "../../shared/server.ts";
import { type FindingFilters, MOST_COUNTED } from "../filters.ts";
import { SEVERITIES } from "../vocabulary.ts";
import { severityRank } from "../severity.ts";
import {
  distinctDetectors,
  filterCells,
  filterCondition,
  inCell,
  listCondition,
  type ListScope,
  scopeConditions,
} from "./finding-filter.ts";

/** A group as the database gives it: its values, the worst rank in it, and a count that ends. */
export interface GroupRow {
  readonly scanner: string | null;
  readonly detector: string | null;
  readonly path: string | null;
  readonly container: string | null;
  readonly callable: string | null;
  readonly project: string | null;
  readonly rank: number;
  readonly count: number;
  /** Its file held more than was looked at. */
  readonly cut?: boolean;
}

export interface GroupQuery {
  readonly scope: ListScope;
  readonly filters: FindingFilters;
  readonly limit: number;
}

/** As many checks as a project may have; no project comes near it. */
const MOST_DETECTORS = 2000;
/** Functions are told apart among this many findings of one file. */
const MOST_IN_FILE = 5000;

// None of this counts or sorts the table: distinct values are walked through an index, one probe for each; each group
// costs a probe for each cell of the filter, and a count that ends at MOST_COUNTED.

/** Groups by severity, worst first: five at most. */
export async function groupsBySeverity(from: Asking, query: GroupQuery): Promise<GroupRow[]> {
  const rows: GroupRow[] = [];
  for (const severity of SEVERITIES) {
    const wanted = query.filters.severity?.length ? query.filters.severity : SEVERITIES;
    if (!wanted.includes(severity)) continue;
    const count = await countUpTo(from, query.scope, { ...query.filters, severity: [severity] }, MOST_COUNTED);
    if (count > 0) rows.push({ ...NOTHING, rank: severityRank(severity), count });
  }
  return rows;
}

/** Groups by project, worst first and then by name of the project's address. */
export async function groupsByProject(from: Asking, query: GroupQuery, after: string | null): Promise<GroupRow[]> {
  const { deps } = query.scope;
  const behind = after === null ? Prisma.empty : Prisma.sql`AND p."slug" > ${after}`;
  const same = Prisma.sql`f."project_id" = k."id"`;
  return from.ask<GroupRow>(Prisma.sql`
    WITH page AS (
      SELECT k."id", k."slug", w."rank" FROM
        (SELECT p."id", p."slug" FROM "project" p
         WHERE p."organization_id" = ${deps.organizationId}::uuid ${behind} ORDER BY p."slug") AS k
      CROSS JOIN LATERAL ${worst(query, same)}
      WHERE w."rank" IS NOT NULL ORDER BY k."slug" LIMIT ${query.limit})
    SELECT ${columns(["project"])}, k."rank"::int AS "rank", n."count"
    FROM (SELECT page.*, page."slug" AS "project" FROM page) AS k CROSS JOIN LATERAL ${counted(query, same)}
    ORDER BY k."slug"`);
}

/**
 * Groups by tool and check, worst first, all at once: in pages, a group whose worst finding comes in between two pages
 * would move to the one before and never be seen.
 */
export async function groupsByDetector(from: Asking, query: GroupQuery): Promise<GroupRow[]> {
  const same = Prisma.sql`f."scanner" = k."scanner" AND f."detector" = k."detector"`;
  return from.ask<GroupRow>(Prisma.sql`
    WITH RECURSIVE keys AS (${distinctDetectors(query.scope)})
    SELECT ${columns(["scanner", "detector"])}, w."rank"::int AS "rank", n."count"
    FROM (SELECT * FROM keys LIMIT ${MOST_DETECTORS}) AS k
    CROSS JOIN LATERAL ${worst(query, same)} CROSS JOIN LATERAL ${counted(query, same)}
    WHERE w."rank" IS NOT NULL ORDER BY w."rank", k."scanner", k."detector"`);
}

/** Groups by file, in the order of the tree. */
export async function groupsByFile(from: Asking, query: GroupQuery, after: string | null): Promise<GroupRow[]> {
  const same = Prisma.sql`f."path" = k."path"`;
  // Keys come in order out of the walk, so the page ends the walk: no ORDER BY inside, or all files were visited.
  return from.ask<GroupRow>(Prisma.sql`
    WITH RECURSIVE keys AS (${distinctPaths(query.scope, after)}),
    page AS (
      SELECT k."path", w."rank" FROM keys AS k CROSS JOIN LATERAL ${worst(query, same)}
      WHERE w."rank" IS NOT NULL LIMIT ${query.limit})
    SELECT ${columns(["path"])}, k."rank"::int AS "rank", n."count"
    FROM page AS k CROSS JOIN LATERAL ${counted(query, same)} ORDER BY k."path"`);
}

/** Groups by function, file by file. */
export async function groupsByFunction(
  from: Asking,
  query: GroupQuery,
  after: readonly [string, string, string] | null,
): Promise<GroupRow[]> {
  const { scope, filters } = query;
  const behind =
    after === null
      ? Prisma.empty
      : Prisma.sql`WHERE (k."path", coalesce(g."container", ''), coalesce(g."callable", '')) > (${after[0]}, ${after[1]}, ${after[2]})`;
  return from.ask<GroupRow>(Prisma.sql`
    WITH RECURSIVE keys AS (${distinctPaths(scope, after === null ? null : after[0], true)})
    SELECT ${columns([])}, x."path", x."container", x."callable", x."rank", x."count", x."cut" FROM (
      SELECT k."path", g."container", g."callable", g."rank", g."count", g."cut" FROM keys AS k
      CROSS JOIN LATERAL (
        SELECT o."container", o."callable", min(o."rank")::int AS "rank", count(*)::int AS "count",
          (sum(count(*)) OVER ()) >= ${MOST_IN_FILE} AS "cut"
        FROM (
          SELECT f."container", f."callable", f."severity_rank" AS "rank" FROM ${filterCells(scope, filters)}
          CROSS JOIN LATERAL (
            SELECT f."container", f."callable", f."severity_rank" FROM "finding" f
            WHERE ${filterCondition(scope, filters)} AND ${inCell(scope, filters)} AND f."path" = k."path"
            LIMIT ${MOST_IN_FILE}) f
          LIMIT ${MOST_IN_FILE}) o
        GROUP BY 1, 2 ORDER BY coalesce(o."container", ''), coalesce(o."callable", '')) g
      ${behind} LIMIT ${query.limit}) x
    ORDER BY x."path", coalesce(x."container", ''), coalesce(x."callable", '')`);
}

/** The findings without a value of the grouping, as the last group; none when there are none. */
export async function groupWithout(from: Asking, query: GroupQuery, what: "detector" | "path"): Promise<GroupRow[]> {
  const same =
    what === "detector" ? Prisma.sql`(f."scanner" IS NULL OR f."detector" IS NULL)` : Prisma.sql`f."path" IS NULL`;
  return from.ask<GroupRow>(Prisma.sql`
    SELECT ${columns([])}, NULL::text AS "path", NULL::text AS "container", NULL::text AS "callable",
      w."rank"::int AS "rank", n."count" FROM (SELECT 1) AS k
    CROSS JOIN LATERAL ${worst(query, same)} CROSS JOIN LATERAL ${counted(query, same)} WHERE w."rank" IS NOT NULL`);
}

/** How many findings a list holds, up to a bound; one more than it when there are more. */
export async function countUpTo(
  from: Asking,
  scope: ListScope,
  filters: FindingFilters,
  most: number,
): Promise<number> {
  const [row] = await from.ask<{ count: number }>(
    scope.found === undefined
      ? Prisma.sql`SELECT n."count" FROM ${counted({ scope, filters, limit: 0 }, Prisma.sql`TRUE`, most)}`
      : Prisma.sql`SELECT count(*)::int AS "count" FROM (
          SELECT 1 FROM "finding" f WHERE ${listCondition(scope, filters)} LIMIT ${most + 1}::int) x`,
  );
  return row?.count ?? 0;
}

const NOTHING = { scanner: null, detector: null, path: null, container: null, callable: null, project: null };

const KEYS = ["scanner", "detector", "path", "container", "callable", "project"] as const;

function columns(own: readonly (typeof KEYS)[number][]): Prisma.Sql {
  if (own.length === 0) return Prisma.raw(`NULL::text AS "scanner", NULL::text AS "detector", NULL::text AS "project"`);
  return Prisma.raw(KEYS.map((key) => (own.includes(key) ? `k."${key}"` : `NULL::text AS "${key}"`)).join(", "));
}

function worst({ scope, filters }: GroupQuery, same: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT min(f."severity_rank") AS "rank" FROM ${filterCells(scope, filters)}
    CROSS JOIN LATERAL (SELECT f."severity_rank" FROM "finding" f
      WHERE ${filterCondition(scope, filters)} AND ${inCell(scope, filters)} AND ${same}
      ORDER BY f."severity_rank" LIMIT 1) f) AS w`;
}

function counted({ scope, filters }: GroupQuery, same: Prisma.Sql, most = MOST_COUNTED): Prisma.Sql {
  return Prisma.sql`(SELECT count(*)::int AS "count" FROM (
    SELECT 1 FROM ${filterCells(scope, filters)}
    CROSS JOIN LATERAL (SELECT 1 FROM "finding" f
      WHERE ${filterCondition(scope, filters)} AND ${inCell(scope, filters)} AND ${same} LIMIT ${most + 1}) f
    LIMIT ${most + 1}) x) AS n`;
}

function distinctPaths(scope: ListScope, after: string | null, again = false): Prisma.Sql {
  const here = Prisma.join(scopeConditions(scope), " AND ");
  const sign = again ? Prisma.sql`>=` : Prisma.sql`>`;
  const behind = after === null ? Prisma.sql`AND f."path" IS NOT NULL` : Prisma.sql`AND f."path" ${sign} ${after}`;
  return Prisma.sql`
    (SELECT f."path" FROM "finding" f WHERE ${here} ${behind} ORDER BY f."path" LIMIT 1)
    UNION ALL
    SELECT n."path" FROM keys k CROSS JOIN LATERAL (
      SELECT f."path" FROM "finding" f WHERE ${here} AND f."path" > k."path" ORDER BY f."path" LIMIT 1) n`;
}
