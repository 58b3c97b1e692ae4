import { Prisma, type Deps, type Tx } from "../../shared/server.ts";

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
