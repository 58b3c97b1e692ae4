import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import type { RevisionSelector } from "../schema.ts";
import { findRevision } from "./find-revision.ts";

/** Cancels a waiting or running fetch; the worker notices at its next progress report. */
export async function cancelRevision(deps: ProjectDeps, input: RevisionSelector): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const row = await findRevision(tx, deps, input.revision, { id: true });
    const changed = await tx.db.revision.updateMany({
      where: { organizationId: deps.organizationId, id: row.id, state: { in: ["queued", "fetching"] } },
      data: { state: "cancelled", failure: "Cancelled by a person.", crashCount: 0 },
    });
    if (changed.count === 0) return;
    await recordAudit(tx, deps, "source.cancel-revision", { subjectId: row.id, projectId: deps.projectId });
    await tx.announce({
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      topic: "source",
      subjectId: row.id,
    });
  });
}
