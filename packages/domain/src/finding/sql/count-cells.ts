import { Prisma, type Asking, type Deps } from "../../shared/server.ts";
import { openedIds, readable, snoozedIds } from "./own-view.ts";

/** Kept counts of what the default branch shows, added up per severity, state and the three marks that readers may fold or not see. */
export interface CounterCell {
  readonly severity: string;
  readonly state: string;
  readonly dependency: boolean;
  readonly restricted: boolean;
  readonly backlog: boolean;
  readonly count: number;
}

/** Counter rows of one project, or of the whole organization: never a count over findings. */
export async function countCells(from: Asking, deps: Deps, projectId: string | null): Promise<CounterCell[]> {
  return from.ask<CounterCell>(kept(deps, projectId));
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

type Source = "kept" | "opened" | "snoozed";

/** Kept counts, corrected by the few findings in which readers differ. */
export async function countOwnCells(deps: Deps, projectId: string | null): Promise<OwnCells> {
  const rows = await deps.ask<CounterCell & { source: Source }>(Prisma.sql`
    SELECT 'kept' AS source, k.* FROM (${kept(deps, projectId)}) k
    UNION ALL
    SELECT 'opened', o.* FROM (${among(deps, projectId, openedIds(deps), Prisma.sql`f."restricted"`)}) o
    UNION ALL
    SELECT 'snoozed', s.* FROM (${among(deps, projectId, snoozedIds(deps), readable(deps))}) s`);
  const of = (source: Source) => rows.filter((row) => row.source === source);
  const all = of("kept");
  if (deps.can("finding:read-restricted")) return { visible: all, hidden: [], snoozed: of("snoozed") };
  return {
    visible: [...all.filter((cell) => !cell.restricted), ...of("opened")],
    hidden: subtractCells(
      all.filter((cell) => cell.restricted),
      of("opened"),
    ),
    snoozed: of("snoozed"),
  };
}

/** Cells less those of some of the same findings. */
export function subtractCells(cells: readonly CounterCell[], less: readonly CounterCell[]): CounterCell[] {
  return [...cells, ...less.map((cell) => ({ ...cell, count: -cell.count }))];
}

function kept(deps: Deps, projectId: string | null): Prisma.Sql {
  const inProject = projectId === null ? Prisma.empty : Prisma.sql`AND c."project_id" = ${projectId}::uuid`;
  return Prisma.sql`
    SELECT c."severity", c."state", c."dependency", c."restricted", c."backlog", sum(c."count")::int AS "count"
    FROM "finding_counter" c
    WHERE c."organization_id" = ${deps.organizationId}::uuid ${inProject}
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(c."count") <> 0`;
}

/** A count over findings that are named one by one. */
function among(deps: Deps, projectId: string | null, ids: Prisma.Sql, condition: Prisma.Sql): Prisma.Sql {
  const inProject = projectId === null ? Prisma.empty : Prisma.sql`AND f."project_id" = ${projectId}::uuid`;
  return Prisma.sql`
    SELECT f."severity", f."state", f."dependency", f."restricted", f."backlog", count(*)::int AS "count"
    FROM "finding" f
    WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."id" = ANY(${ids}) ${inProject} AND ${condition}
      AND NOT f."branch_only"
    GROUP BY 1, 2, 3, 4, 5`;
}
