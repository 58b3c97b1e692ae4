import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { announceRun } from "./insert-runs.ts";
import type { ClaimedRun } from "./start-poc-runs.ts";

/** Ends attempts that could not run at all (no sandbox, no space) with a reason; stale ones change nothing. */
export async function failPocRuns(deps: ProjectDeps, runs: readonly ClaimedRun[], reason: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    for (const run of runs) {
      const changed = await tx.db.pocRun.updateMany({
        where: { organizationId: deps.organizationId, id: run.runId, attempt: run.attempt, state: "running" },
        data: { state: "failed", reason: reason.slice(0, 2000), crashCount: { decrement: 1 }, finishedAt: tx.now },
      });
      if (changed.count === 0) continue;
      await recordAudit(tx, deps, "verification.fail-run", { subjectId: run.runId, projectId: deps.projectId });
      await announceRun(tx, deps, run.runId);
    }
  });
}
