import { newId } from "../../shared/index.ts";
import { actorUserId, enqueue, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { verificationJobs } from "../jobs.ts";

/**
 * Inserts queued runs with their jobs in the caller's transaction. A run that already waits for the same PoC and
 * revision is not doubled.
 */
export async function insertRuns(
  tx: Tx,
  deps: ProjectDeps,
  pairs: readonly { readonly pocId: string; readonly revisionId: string }[],
): Promise<string[]> {
  const waiting = await tx.db.pocRun.findMany({
    where: {
      organizationId: deps.organizationId,
      state: "queued",
      pocId: { in: pairs.map((pair) => pair.pocId) },
      revisionId: { in: pairs.map((pair) => pair.revisionId) },
    },
    select: { pocId: true, revisionId: true },
  });
  const known = new Set(waiting.map((run) => `${run.pocId} ${run.revisionId}`));
  const fresh = pairs.filter((pair) => !known.has(`${pair.pocId} ${pair.revisionId}`));
  const rows = fresh.map((pair) => ({
    organizationId: deps.organizationId,
    id: newId(),
    pocId: pair.pocId,
    revisionId: pair.revisionId,
    requestedById: actorUserId(deps),
    createdAt: tx.now,
  }));
  await tx.db.pocRun.createMany({ data: rows });
  for (const row of rows) {
    await enqueue(tx, deps, verificationJobs["verification.run-poc"], { subjectId: row.id, fence: 1 });
    await announceRun(tx, deps, row.id);
  }
  return rows.map((row) => row.id);
}

/** Tells screens that a run changed. */
export async function announceRun(tx: Tx, deps: ProjectDeps, runId: string): Promise<void> {
  await tx.announce({
    organizationId: deps.organizationId,
    projectId: deps.projectId,
    topic: "verification",
    subjectId: runId,
  });
}
