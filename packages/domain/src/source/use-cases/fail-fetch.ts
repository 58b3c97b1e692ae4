import { recordAudit } from "../../audit/server.ts";
import type { Deps } from "../../shared/server.ts";
import type { FetchTask } from "./start-fetch.ts";

/** Ends an attempt with a reason for people; a stale attempt changes nothing. */
export async function failFetch(deps: Deps, task: FetchTask, reason: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const changed = await tx.db.revision.updateMany({
      where: { organizationId: deps.organizationId, id: task.revisionId, attempt: task.attempt, state: "fetching" },
      data: { state: "failed", failure: reason.slice(0, 2000), crashCount: { decrement: 1 } },
    });
    if (changed.count === 0) return;
    await recordAudit(tx, deps, "source.fail-fetch", { subjectId: task.revisionId, projectId: task.projectId });
    await tx.announce({
      organizationId: deps.organizationId,
      projectId: task.projectId,
      topic: "source",
      subjectId: task.revisionId,
    });
  });
}
