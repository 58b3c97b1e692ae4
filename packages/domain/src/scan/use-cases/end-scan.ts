import { recordAudit } from "../../audit/server.ts";
import { enqueue, type JobContract, type ProjectDeps } from "../../shared/server.ts";
import { scanJobs } from "../jobs.ts";
import { type ScanCommand, scanStatesFor } from "../lifecycle.ts";
import { scanKey } from "../row.ts";
import type { NotScanned } from "../schema.ts";
import { announceScan } from "./announce-scan.ts";
import { storableNotScanned } from "./complete-scan.ts";
import { finishRequest } from "./finish-request.ts";
import type { ScanTask } from "./start-scan.ts";

/** Ends an attempt with a reason for people; false when the attempt had lost its fence and nothing changed. */
export async function failScan(
  deps: ProjectDeps,
  task: ScanTask,
  reason: string,
  notScanned: readonly NotScanned[] = [],
): Promise<boolean> {
  const failure = reason.replaceAll("\0", "\uFFFD").toWellFormed().slice(0, 4000).toWellFormed();
  return end(deps, task, "fail", { state: "failed", failure, notScanned: storableNotScanned(notScanned) });
}

/** Ends an attempt that a person cancelled, once nothing of it runs any more; false when it had lost its fence. */
export async function endCancelledScan(deps: ProjectDeps, task: ScanTask): Promise<boolean> {
  return end(deps, task, "cancel", { state: "cancelled" });
}

/**
 * Gives an unfinished attempt back without counting a crash; the next start takes a new fence. `redelivered`: the queue
 * brings the job again by itself. False when it had lost its fence.
 */
export async function releaseScan(
  deps: ProjectDeps,
  task: ScanTask,
  {
    job = scanJobs["scan.execute"],
    redelivered = false,
  }: { readonly job?: JobContract; readonly redelivered?: boolean } = {},
): Promise<boolean> {
  return deps.withOrganization(async (tx) => {
    const changed = await tx.db.scan.updateMany({
      where: { ...scanKey(deps, task.scanId), attempt: task.attempt, state: { in: scanStatesFor("release") } },
      data: { state: "queued", progress: { phase: "waiting" }, crashCount: { decrement: 1 } },
    });
    if (changed.count === 0) return false;
    if (!redelivered) await enqueue(tx, deps, job, { subjectId: task.scanId, fence: task.attempt });
    await recordAudit(tx, deps, "scan.release", {
      subjectId: task.scanId,
      projectId: deps.projectId,
      details: { attempt: task.attempt },
    });
    await announceScan(tx, deps, task);
    return true;
  });
}

async function end(
  deps: ProjectDeps,
  task: ScanTask,
  command: ScanCommand,
  data: { state: string; failure?: string; notScanned?: NotScanned[] },
): Promise<boolean> {
  return deps.withOrganization(async (tx) => {
    // Back in the queue it belongs to nobody, although the next attempt has not taken its number yet.
    const states = scanStatesFor(command).filter((state) => state !== "queued" && state !== "previewed");
    const changed = await tx.db.scan.updateMany({
      where: { ...scanKey(deps, task.scanId), attempt: task.attempt, state: { in: states } },
      data: { ...data, finishedAt: tx.now, crashCount: { decrement: 1 } },
    });
    if (changed.count === 0) return false;
    await recordAudit(tx, deps, `scan.${command}`, {
      subjectId: task.scanId,
      projectId: deps.projectId,
      details: { attempt: task.attempt },
    });
    await announceScan(tx, deps, task);
    await finishRequest(tx, deps, task.requestId);
    return true;
  });
}
