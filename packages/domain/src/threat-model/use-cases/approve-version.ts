import { createHash } from "node:crypto";
import { recordAudit } from "../../audit/server.ts";
import { toUuid } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import { loadVersion } from "../queries/version-row.ts";
import { Bindings, type ModelVersion, reviewedText, type VersionSelector } from "../version.ts";
import { json } from "./columns.ts";
import { loadModel } from "./read-model.ts";

/**
 * Approves what was sent to review, if the model still says it. Who approves what they sent themselves is stamped.
 * Throws threat-model.not-found, threat-model.version-state and threat-model.version-changed.
 */
export async function approveVersion(deps: ProjectDeps, input: VersionSelector): Promise<ModelVersion> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const { organizationId, projectId } = deps;
    const { id, state } = await loadVersion(tx, deps, input.version);
    if (state !== "in-review") throw threatModelError("threat-model.version-state");
    const row = await tx.db.threatModel.findFirst({
      where: { organizationId, id: toUuid(id) },
      select: { digest: true, submittedById: true },
    });
    const digest = createHash("sha256")
      .update(reviewedText(await loadModel(tx, deps)))
      .digest("hex");
    if (row?.digest !== digest) throw threatModelError("threat-model.version-changed");
    const approver = actorUserId(deps);
    const reading = await tx.db.modelReading.findFirst({
      where: { organizationId, projectId, state: "done" },
      select: { facts: true },
      orderBy: { createdAt: "desc" },
    });
    await tx.db.threatModel.updateMany({
      where: { organizationId, id: toUuid(id) },
      data: {
        ...{ state: "approved", approvedById: approver, approvedAt: tx.now, updatedAt: tx.now },
        selfApproved: approver !== null && approver === row.submittedById,
        bindings: json(Bindings.parse(reading?.facts ?? {})),
        rowVersion: { increment: 1 },
      },
    });
    await recordAudit(tx, deps, "threat-model.approve", {
      ...{ subjectId: toUuid(id), projectId },
      details: { version: input.version, digest, selfApproved: approver === row.submittedById },
    });
    await announceModel(tx, deps, toUuid(id));
    return loadVersion(tx, deps, input.version);
  });
}
