import { recordAudit } from "../../audit/server.ts";
import { enqueue, type ProjectDeps } from "../../shared/server.ts";
import { verificationJobs } from "../jobs.ts";
import { announceRun } from "./insert-runs.ts";
import type { ClaimedRun } from "./start-poc-runs.ts";

/**
 * Gives unfinished attempts back without counting a crash; the next start takes a new fence. `redelivered`: the queue
 * brings the batch's job again by itself, and it claims what is still marked as the batch's. Stale ones change nothing.
 */
export async function releasePocRuns(
  deps: ProjectDeps,
  runs: readonly ClaimedRun[],
  { redelivered }: { readonly redelivered: boolean },
): Promise<void> {
  await deps.withOrganization(async (tx) => {
    for (const run of runs) {
      const changed = await tx.db.pocRun.updateMany({
        where: { organizationId: deps.organizationId, id: run.runId, attempt: run.attempt, state: "running" },
        data: { crashCount: { decrement: 1 }, ...(redelivered ? {} : { state: "queued", batchId: null }) },
      });
      if (changed.count === 0) continue;
      const subject = { subjectId: run.runId, fence: run.attempt };
      if (!redelivered) await enqueue(tx, deps, verificationJobs["verification.run-poc"], subject);
      await recordAudit(tx, deps, "verification.release-run", {
        subjectId: run.runId,
        projectId: deps.projectId,
        details: { attempt: run.attempt },
      });
      await announceRun(tx, deps, run.runId);
    }
  });
}
