import type { Deps, Tx } from "../../shared/server.ts";

/** Tells open scan pages to read their request again. */
export async function announceScan(tx: Tx, deps: Deps, at: { projectId: string; requestId: string }): Promise<void> {
  await tx.announce({
    organizationId: deps.organizationId,
    projectId: at.projectId,
    topic: "scan",
    subjectId: at.requestId,
  });
}
