import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { announceModel } from "../queries/place.ts";
import type { ReadingTask } from "../reading.ts";

/**
 * Cancels the draft that waits or is being read. What runs notices within a second, and what it still finds is not
 * published. Throws threat-model.no-reading.
 */
export async function cancelReading(deps: ProjectDeps): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const open = await tx.db.modelReading.findMany({
      where: { organizationId, projectId, purpose: "draft", state: { in: ["queued", "running"] } },
      select: { id: true },
    });
    const ids = open.map(({ id }) => id);
    const { count } = await tx.db.modelReading.updateMany({
      where: { organizationId, id: { in: ids }, state: { in: ["queued", "running"] } },
      data: { state: "cancelled", crashCount: 0, finishedAt: tx.now },
    });
    const [subjectId] = ids;
    if (count === 0 || subjectId === undefined) throw threatModelError("threat-model.no-reading");
    await recordAudit(tx, deps, "threat-model.cancel-reading", { subjectId, projectId, details: { cancelled: count } });
    await announceModel(tx, deps, subjectId);
  });
}

/** Whether an attempt still holds its reading: it was neither cancelled nor taken over. */
export async function holdsReading(deps: ProjectDeps, task: ReadingTask): Promise<boolean> {
  return deps.withOrganization(async (tx) => {
    const { organizationId } = deps;
    const where = { organizationId, id: task.readingId, attempt: task.attempt, state: "running" } as const;
    return (await tx.db.modelReading.count({ where })) > 0;
  });
}
