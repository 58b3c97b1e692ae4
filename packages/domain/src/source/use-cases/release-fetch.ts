import { recordAudit } from "../../audit/server.ts";
import { enqueue, type Deps } from "../../shared/server.ts";
import { sourceJobs } from "../jobs.ts";
import type { FetchTask } from "./start-fetch.ts";

/**
 * Gives an unfinished attempt back without counting a crash; the next start takes a new fence. `redelivered`: the queue
 * brings the job again by itself. False when it had lost its fence.
 */
export async function releaseFetch(
  deps: Deps,
  task: FetchTask,
  { redelivered }: { readonly redelivered: boolean },
): Promise<boolean> {
  return deps.withOrganization(async (tx) => {
    const changed = await tx.db.revision.updateMany({
      where: { organizationId: deps.organizationId, id: task.revisionId, attempt: task.attempt, state: "fetching" },
      data: { state: "queued", progress: { phase: "waiting" }, crashCount: { decrement: 1 } },
    });
    if (changed.count === 0) return false;
    const subject = { subjectId: task.revisionId, fence: task.attempt };
    if (!redelivered) await enqueue(tx, deps, sourceJobs["source.fetch-revision"], subject);
    await recordAudit(tx, deps, "source.release-fetch", {
      subjectId: task.revisionId,
      projectId: task.projectId,
      details: { attempt: task.attempt },
    });
    await tx.announce({
      organizationId: deps.organizationId,
      projectId: task.projectId,
      topic: "source",
      subjectId: task.revisionId,
    });
    return true;
  });
}
