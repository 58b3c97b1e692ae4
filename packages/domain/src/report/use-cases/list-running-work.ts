import type { ProjectDeps } from "../../shared/server.ts";
import { readRunning } from "../queries/running.ts";
import type { RunningWork } from "../schema.ts";

/** What waits or runs in the project now, with its progress. */
export async function listRunningWork(deps: ProjectDeps): Promise<RunningWork[]> {
  return readRunning(deps, deps);
}
