import { Prisma, type Deps, type Tx } from "../../shared/server.ts";
import { type OwnView, readable } from "./own-view.ts";

/** Kept counts, added up per severity, state and the three marks that readers may fold or not see. */
export interface CounterCell {
  readonly severity: string;
  readonly state: string;
  readonly dependency: boolean;
  readonly restricted: boolean;
  readonly backlog: boolean;
  readonly count: number;
}

/** Counter rows of one project, or of the whole organization: never a count over findings. */
export async function countCells(tx: Tx, deps: Deps, projectId: string | null): Promise<CounterCell[]> {
  const inProject = projectId === null ? Prisma.empty : Prisma.sql`AND "project_id" = ${projectId}::uuid`;
  return tx.db.$queryRaw<CounterCell[]>`
    SELECT "severity", "state", "dependency", "restricted", "backlog", sum("count")::int AS "count"
    FROM "finding_counter"
    WHERE "organization_id" = ${deps.organizationId}::uuid ${inProject}
    GROUP BY 1, 2, 3, 4, 5 HAVING sum("count") <> 0`;
}

/** The same as one reader sees it. */
export interface OwnCells {
  /** Everything that the reader may see. */
  readonly visible: CounterCell[];
  /** What is restricted and was not opened to the reader. */
  readonly hidden: CounterCell[];
  /** What the reader has put off, of what is visible. */
  readonly snoozed: CounterCell[];
}

/** Kept counts, corrected by the few findings in which readers differ. */
export async function countOwnCells(tx: Tx, deps: Deps, projectId: string | null, own: OwnView): Promise<OwnCells> {
  const all = await countCells(tx, deps, projectId);
  const open = deps.can("finding:read-restricted");
  const granted = open ? [] : await countAmong(tx, deps, projectId, own.granted, Prisma.sql`f."restricted"`);
  const restricted = all.filter((cell) => cell.restricted);
  return {
    visible: open ? all : [...all.filter((cell) => !cell.restricted), ...granted],
    hidden: open ? [] : subtractCells(restricted, granted),
    snoozed: await countAmong(tx, deps, projectId, [...own.snoozed.keys()], readable(deps, own)),
  };
}

/** Cells less those of some of the same findings. */
export function subtractCells(cells: readonly CounterCell[], less: readonly CounterCell[]): CounterCell[] {
  return [...cells, ...less.map((cell) => ({ ...cell, count: -cell.count }))];
}

/** A count over findings that were named one by one. */
async function countAmong(
  tx: Tx,
  deps: Deps,
  projectId: string | null,
  ids: readonly string[],
  condition: Prisma.Sql,
): Promise<CounterCell[]> {
  if (ids.length === 0) return [];
  const inProject = projectId === null ? Prisma.empty : Prisma.sql`AND f."project_id" = ${projectId}::uuid`;
  return tx.db.$queryRaw<CounterCell[]>`
    SELECT f."severity", f."state", f."dependency", f."restricted", f."backlog", count(*)::int AS "count"
    FROM "finding" f
    WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."id" = ANY(${[...ids]}::uuid[]) ${inProject} AND ${condition}
    GROUP BY 1, 2, 3, 4, 5`;
}
