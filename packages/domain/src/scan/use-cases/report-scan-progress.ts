import type { ProjectDeps } from "../../shared/server.ts";
import { scanStatesFor } from "../lifecycle.ts";
import { scanKey } from "../row.ts";
import { ScanProgress } from "../schema.ts";
import { announceScan } from "./announce-scan.ts";
import type { AttemptStanding } from "./attempt-standing.ts";
import type { ScanTask } from "./start-scan.ts";

/** Stores how far an attempt is. The caller throttles: each call is one transaction and one announcement. */
export async function reportScanProgress(
  deps: ProjectDeps,
  task: ScanTask,
  progress: ScanProgress,
): Promise<AttemptStanding> {
  return deps.withOrganization(async (tx) => {
    const changed = await tx.db.scan.updateMany({
      where: { ...scanKey(deps, task.scanId), attempt: task.attempt, state: { in: scanStatesFor("run") } },
      data: { state: "running", progress: ScanProgress.parse(progress) },
    });
    if (changed.count === 0) return "lost";
    await announceScan(tx, deps, task);
    const row = await tx.db.scan.findFirst({
      where: scanKey(deps, task.scanId),
      select: { cancelRequestedAt: true },
    });
    return row?.cancelRequestedAt === null ? "go" : "cancel";
  });
}
