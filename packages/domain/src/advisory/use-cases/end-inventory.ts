import { recordAudit } from "../../audit/server.ts";
import { enqueue, type ProjectDeps } from "../../shared/server.ts";
import { advisoryJobs } from "../jobs.ts";
import { announceInventory } from "./announce-inventory.ts";
import type { InventoryTask } from "./start-inventory.ts";

/** Ends an attempt with a reason for people; a stale attempt changes nothing. */
export async function failInventory(deps: ProjectDeps, task: InventoryTask, reason: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const changed = await tx.db.inventory.updateMany({
      where: current(deps, task),
      data: { state: "failed", failure: reason.slice(0, 2000), crashCount: { decrement: 1 }, finishedAt: tx.now },
    });
    if (changed.count === 0) return;
    await recordAudit(tx, deps, "advisory.fail-inventory", {
      subjectId: task.inventoryId,
      projectId: deps.projectId,
    });
    await announceInventory(tx, deps, task.inventoryId);
  });
}

/** Gives an unfinished attempt back without counting a crash; `redelivered`: the queue brings the job again by itself. */
export async function releaseInventory(
  deps: ProjectDeps,
  task: InventoryTask,
  { redelivered }: { readonly redelivered: boolean },
): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const changed = await tx.db.inventory.updateMany({
      where: current(deps, task),
      data: { state: "queued", crashCount: { decrement: 1 } },
    });
    if (changed.count === 0) return;
    const subject = { subjectId: task.inventoryId, fence: task.attempt };
    if (!redelivered) await enqueue(tx, deps, advisoryJobs["advisory.take-inventory"], subject);
    await announceInventory(tx, deps, task.inventoryId);
  });
}

function current(deps: ProjectDeps, { inventoryId, attempt }: InventoryTask) {
  return { organizationId: deps.organizationId, projectId: deps.projectId, id: inventoryId, attempt, state: "reading" };
}
