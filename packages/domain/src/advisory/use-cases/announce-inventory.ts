import type { ProjectDeps, Tx } from "../../shared/server.ts";

/** Tells open pages to read an inventory again. */
export async function announceInventory(tx: Tx, deps: ProjectDeps, inventoryId: string): Promise<void> {
  await tx.announce({
    organizationId: deps.organizationId,
    projectId: deps.projectId,
    topic: "advisory",
    subjectId: inventoryId,
  });
}
