import { Prisma, type Tx } from "../../shared/server.ts";
import type { FindingFilters } from "../filters.ts";
import {
  distinctDetectors,
  filterCells,
  filterCondition,
  inCell,
  type ListScope,
  scopeConditions,
} from "./finding-filter.ts";

/** Classes are read from this many findings of a list, the worst ones. */
const MOST_READ = 2000;

/** Every pair of tool and check of a project, in order. */
export async function detectorsOf(tx: Tx, scope: ListScope, most: number) {
  return tx.db.$queryRaw<{ scanner: string; detector: string }[]>`
    WITH RECURSIVE keys AS (${distinctDetectors(scope)}) SELECT * FROM keys LIMIT ${most}`;
}

/** What may follow a beginning of a path: the next folders, with their slash, and files. Walks from one to the next. */
export async function pathsAfter(tx: Tx, scope: ListScope, typed: string, most: number): Promise<string[]> {
  const here = Prisma.join(scopeConditions(scope), " AND ");
  const step = Prisma.sql`CASE strpos(substr(n."path", length(${typed}::text) + 1), '/') WHEN 0 THEN n."path"
    ELSE left(n."path", length(${typed}::text) + strpos(substr(n."path", length(${typed}::text) + 1), '/')) END`;
  const next = (from: Prisma.Sql) => Prisma.sql`(SELECT f."path" FROM "finding" f
    WHERE ${here} AND f."path" ${from} ORDER BY f."path" LIMIT 1) n WHERE starts_with(n."path", ${typed})`;
  // "0" is what follows "/": everything in a folder sorts between "folder/" and "folder0".
  const rows = await tx.db.$queryRaw<{ value: string }[]>`
    WITH RECURSIVE steps AS (
      SELECT ${step} AS "value" FROM ${next(Prisma.sql`>= ${typed}`)}
      UNION ALL
      SELECT ${step} FROM steps s CROSS JOIN LATERAL
        ${next(Prisma.sql`>= CASE WHEN right(s."value", 1) = '/' THEN left(s."value", -1) || '0' ELSE s."value" || chr(1) END`)})
    SELECT "value" FROM steps LIMIT ${most}`;
  return rows.map((row) => row.value);
}

/** Weakness classes among the worst findings of a list, the most frequent first. */
export async function classesOf(tx: Tx, scope: ListScope, filters: FindingFilters, most: number): Promise<string[]> {
  const rows = await tx.db.$queryRaw<{ value: string }[]>`
    SELECT v."value" FROM (
      SELECT f."cwe" || f."swc" || f."scwe" AS "classes" FROM ${filterCells(scope, filters)}
      CROSS JOIN LATERAL (SELECT f.* FROM "finding" f WHERE ${filterCondition(scope, filters)} AND ${inCell(scope, filters)}
        ORDER BY f."severity_rank", f."number" LIMIT ${MOST_READ}) f
      LIMIT ${MOST_READ}) AS f CROSS JOIN LATERAL unnest(f."classes") AS v("value")
    GROUP BY v."value" ORDER BY count(*) DESC, v."value" LIMIT ${most}`;
  return rows.map((row) => row.value);
}

/** Branches and tags of the newest revisions. */
export async function refsOf(tx: Tx, scope: ListScope, most: number): Promise<string[]> {
  const inProject = scope.projectId === null ? Prisma.empty : Prisma.sql`AND r."project_id" = ${scope.projectId}::uuid`;
  const rows = await tx.db.$queryRaw<{ ref: string }[]>`
    SELECT x."ref" FROM (SELECT r."ref", r."id" FROM "revision" r
      WHERE r."organization_id" = ${scope.deps.organizationId}::uuid ${inProject} ORDER BY r."id" DESC LIMIT ${MOST_READ}) x
    GROUP BY x."ref" ORDER BY max(x."id"::text) DESC LIMIT ${most}`;
  return rows.map((row) => row.ref);
}
