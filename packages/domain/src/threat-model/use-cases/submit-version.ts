import { createHash } from "node:crypto";
import { recordAudit } from "../../audit/server.ts";
import { toUuid } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import { loadVersion } from "../queries/version-row.ts";
import { type ModelVersion, reviewedText, type VersionSelector } from "../version.ts";
import { json } from "./columns.ts";
import { loadModel } from "./read-model.ts";

/**
 * Sends a draft to review, or one in review again: the model is frozen as it is now. Throws threat-model.not-found,
 * threat-model.version-state and threat-model.nothing-changed for an empty model.
 */
export async function submitVersion(deps: ProjectDeps, input: VersionSelector): Promise<ModelVersion> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const { id, state } = await loadVersion(tx, deps, input.version);
    if (state !== "draft" && state !== "in-review") throw threatModelError("threat-model.version-state");
    const document = await loadModel(tx, deps);
    if (document.elements.length + document.threats.length === 0)
      throw threatModelError("threat-model.nothing-changed");
    const digest = createHash("sha256").update(reviewedText(document)).digest("hex");
    await tx.db.threatModel.updateMany({
      where: { organizationId: deps.organizationId, id: toUuid(id) },
      data: {
        ...{ state: "in-review", snapshot: json(document), digest, submittedById: actorUserId(deps) },
        ...{ submittedAt: tx.now, updatedAt: tx.now, rowVersion: { increment: 1 } },
      },
    });
    await recordAudit(tx, deps, "threat-model.submit", {
      ...{ subjectId: toUuid(id), projectId: deps.projectId, details: { version: input.version, digest } },
    });
    await announceModel(tx, deps, toUuid(id));
    return loadVersion(tx, deps, input.version);
  });
}
