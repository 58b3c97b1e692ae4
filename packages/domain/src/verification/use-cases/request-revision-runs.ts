import type { ProjectDeps } from "../../shared/server.ts";
import { insertRuns } from "./insert-runs.ts";

/** Asks for a run of every PoC of the project on one new revision; called when its content has arrived. */
export async function requestRevisionRuns(deps: ProjectDeps, revisionId: string): Promise<number> {
  return deps.withOrganization(async (tx) => {
    const runnable = await tx.db.projectRoot.count({
      where: { organizationId: deps.organizationId, revisionId, languages: { has: "solidity" } },
    });
    if (runnable === 0) return 0;
    const pocs = await tx.db.poc.findMany({
      where: { organizationId: deps.organizationId, projectId: deps.projectId },
      select: { id: true },
      orderBy: { number: "asc" },
    });
    const ids = await insertRuns(
      tx,
      deps,
      pocs.map((poc) => ({ pocId: poc.id, revisionId })),
    );
    return ids.length;
  });
}
