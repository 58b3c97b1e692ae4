import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, enqueue, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { sourceError } from "../../source/server.ts";
import { threatModelJobs } from "../jobs.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import type { RequestDraft } from "../reading.ts";

/**
 * Asks for a draft from the code; one that waits already is not doubled. Throws source.revision-not-found and
 * source.revision-not-ready.
 */
export async function requestDraft(deps: ProjectDeps, input: RequestDraft): Promise<{ revision: number }> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const { organizationId, projectId } = deps;
    const revision = await tx.db.revision.findFirst({
      where: {
        ...{ organizationId, projectId },
        ...(input.revision === undefined ? { state: "ready" } : { number: input.revision }),
      },
      select: { id: true, number: true, state: true },
      orderBy: [{ isDefaultRef: "desc" }, { number: "desc" }],
    });
    if (revision === null) throw sourceError("source.revision-not-found");
    if (revision.state !== "ready") throw sourceError("source.revision-not-ready");
    await insertReading(tx, deps, revision.id, "draft");
    return { revision: revision.number };
  });
}

/**
 * Asks whether a revision that arrived has changed what the approved version is pinned to. Nothing happens while none
 * was approved, or for a revision that is not the newest of its default branch.
 */
export async function requestPinCheck(deps: ProjectDeps, revisionId: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const { organizationId, projectId } = deps;
    const approved = await tx.db.threatModel.count({ where: { organizationId, projectId, state: "approved" } });
    if (approved === 0) return;
    const newest = await tx.db.revision.findFirst({
      where: { organizationId, projectId, state: "ready", isDefaultRef: true },
      select: { id: true },
      orderBy: { number: "desc" },
    });
    if (newest?.id !== revisionId) return;
    const done = await tx.db.modelReading.count({
      where: { organizationId, projectId, revisionId, purpose: "check" },
    });
    if (done === 0) await insertReading(tx, deps, revisionId, "check");
  });
}

async function insertReading(tx: Tx, deps: ProjectDeps, revisionId: string, purpose: "draft" | "check"): Promise<void> {
  const { organizationId, projectId } = deps;
  const waiting = await tx.db.modelReading.count({
    where: { organizationId, projectId, revisionId, purpose, state: { in: ["queued", "running"] } },
  });
  if (waiting > 0) return;
  const id = newId();
  await tx.db.modelReading.createMany({
    data: [{ organizationId, id, projectId, revisionId, purpose, requestedById: actorUserId(deps), createdAt: tx.now }],
  });
  await enqueue(tx, deps, threatModelJobs["threat-model.read-code"], { subjectId: id, fence: 0 });
  await recordAudit(tx, deps, "threat-model.read-code", { subjectId: id, projectId, details: { purpose } });
  await announceModel(tx, deps, id);
}
