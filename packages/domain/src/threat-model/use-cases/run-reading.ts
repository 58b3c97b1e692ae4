import { recordAudit } from "../../audit/server.ts";
import type { Deps, ProjectDeps } from "../../shared/server.ts";
import { announceModel } from "../queries/place.ts";
import type { ReadingTask } from "../reading.ts";

const MAX_CRASHES = 3;

/** The project of a reading; null when the organization has none such. */
export async function locateReading(deps: Deps, readingId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.modelReading.findFirst({
      where: { organizationId: deps.organizationId, id: readingId },
      select: { projectId: true },
    });
    return row?.projectId ?? null;
  });
}

/** Takes the next attempt at a reading; null when there is nothing to do, or after three that died with their process. */
export async function startReading(deps: ProjectDeps, readingId: string): Promise<ReadingTask | null> {
  return deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    await tx.db.$queryRaw`SELECT 1 FROM "model_reading" WHERE "organization_id" = ${organizationId}::uuid
      AND "id" = ${readingId}::uuid FOR UPDATE`;
    const row = await tx.db.modelReading.findFirst({
      where: { organizationId, projectId, id: readingId, state: { in: ["queued", "running"] } },
      select: { attempt: true, crashCount: true, purpose: true, revision: { select: { treeKey: true, number: true } } },
    });
    if (row === null || row.revision.treeKey === null) return null;
    const gone = row.crashCount >= MAX_CRASHES;
    await tx.db.modelReading.updateMany({
      where: { organizationId, id: readingId },
      data: gone
        ? { state: "failed", failure: "The worker ended three times while reading this.", finishedAt: tx.now }
        : { state: "running", attempt: { increment: 1 }, crashCount: { increment: 1 } },
    });
    await announceModel(tx, deps, readingId);
    if (gone) return null;
    return {
      ...{ readingId, projectId, attempt: row.attempt + 1, treeKey: row.revision.treeKey },
      ...{ purpose: row.purpose === "check" ? "check" : "draft", revision: row.revision.number },
    };
  });
}

/** Ends an attempt with words for people; a stale one changes nothing. */
export async function failReading(deps: ProjectDeps, task: ReadingTask, reason: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { count } = await tx.db.modelReading.updateMany({
      where: { organizationId: deps.organizationId, id: task.readingId, attempt: task.attempt, state: "running" },
      data: { state: "failed", failure: reason.slice(0, 2000), finishedAt: tx.now, crashCount: { decrement: 1 } },
    });
    if (count === 0) return;
    await recordAudit(tx, deps, "threat-model.fail-reading", { subjectId: task.readingId, projectId: deps.projectId });
    await announceModel(tx, deps, task.readingId);
  });
}

/** Gives an unfinished attempt back on shutdown without counting a crash; the queue brings the job again. */
export async function releaseReading(deps: ProjectDeps, task: ReadingTask): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await tx.db.modelReading.updateMany({
      where: { organizationId: deps.organizationId, id: task.readingId, attempt: task.attempt, state: "running" },
      data: { state: "queued", crashCount: { decrement: 1 } },
    });
  });
}
