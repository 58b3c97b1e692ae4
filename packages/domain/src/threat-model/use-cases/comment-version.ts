import { recordAudit } from "../../audit/server.ts";
import { newId, toUuid } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import { announceModel } from "../queries/place.ts";
import { loadVersion } from "../queries/version-row.ts";
import type { CommentVersion, ModelVersion } from "../version.ts";

/** Says something about a version; it stands as it was said. Throws threat-model.not-found. */
export async function commentVersion(deps: ProjectDeps, input: CommentVersion): Promise<ModelVersion> {
  return deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    const threatModelId = toUuid((await loadVersion(tx, deps, input.version)).id);
    await tx.db.threatModelComment.createMany({
      data: [
        {
          organizationId,
          id: newId(),
          threatModelId,
          authorId: actorUserId(deps),
          text: input.text,
          createdAt: tx.now,
        },
      ],
    });
    await recordAudit(tx, deps, "threat-model.comment", {
      ...{ subjectId: threatModelId, projectId, details: { version: input.version } },
    });
    await announceModel(tx, deps, threatModelId);
    return loadVersion(tx, deps, input.version);
  });
}
