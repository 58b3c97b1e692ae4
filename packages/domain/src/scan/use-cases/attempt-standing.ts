import type { ProjectDeps } from "../../shared/server.ts";
import { scanStatesFor } from "../lifecycle.ts";
import { scanKey } from "../row.ts";
import type { ScanTask } from "./start-scan.ts";

/** What an attempt learns when it asks: go on, stop because a person asked, or stop because it lost the fence. */
export type AttemptStanding = "go" | "cancel" | "lost";

/** Whether an attempt may go on. */
export async function attemptStanding(deps: ProjectDeps, task: ScanTask): Promise<AttemptStanding> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.scan.findFirst({
      where: { ...scanKey(deps, task.scanId), attempt: task.attempt, state: { in: scanStatesFor("run") } },
      select: { cancelRequestedAt: true },
    });
    if (row === null) return "lost";
    return row.cancelRequestedAt === null ? "go" : "cancel";
  });
}
