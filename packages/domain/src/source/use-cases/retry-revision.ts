import { recordAudit } from "../../audit/server.ts";
import { enqueue, type ProjectDeps } from "../../shared/server.ts";
import { sourceJobs } from "../jobs.ts";
import type { RevisionSelector } from "../schema.ts";
import { findRevision } from "./find-revision.ts";

/** Tries a failed or cancelled revision again; does nothing for others. */
export async function retryRevision(deps: ProjectDeps, input: RevisionSelector): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const row = await findRevision(tx, deps, input.revision, { id: true, state: true, attempt: true });
    if (row.state !== "failed" && row.state !== "cancelled") return;
    await tx.db.revision.updateMany({
      where: { organizationId: deps.organizationId, id: row.id },
      data: { state: "queued", failure: null, crashCount: 0, progress: { phase: "waiting" } },
    });
    await enqueue(tx, deps, sourceJobs["source.fetch-revision"], { subjectId: row.id, fence: row.attempt });
    await recordAudit(tx, deps, "source.retry-revision", { subjectId: row.id, projectId: deps.projectId });
    await tx.announce({
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      topic: "source",
      subjectId: row.id,
    });
  });
}
