import type { ProjectDeps, Tx } from "../../shared/server.ts";

/** Ready revisions of the project that have a root with Solidity, in revision order; all or the given numbers. */
export async function runnableRevisions(
  tx: Tx,
  deps: ProjectDeps,
  numbers?: readonly number[],
): Promise<{ id: string; number: number }[]> {
  return tx.db.revision.findMany({
    where: {
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      state: "ready",
      roots: { some: { languages: { has: "solidity" } } },
      ...(numbers === undefined ? {} : { number: { in: [...numbers] } }),
    },
    select: { id: true, number: true },
    orderBy: { number: "asc" },
    take: 50,
  });
}
