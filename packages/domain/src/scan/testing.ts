import { toUuid } from "../shared/index.ts";
import type { ProjectDeps } from "../shared/server.ts";
import type { ScannerId, ScanRequest } from "./schema.ts";
import { requestScan } from "./use-cases/request-scan.ts";
import { type ScanTask, startScan } from "./use-cases/start-scan.ts";

const SCOPE = { organization: "x", project: "x" };

/** A scan of a ready revision by one scanner, claimed as a worker would. */
export async function startTestScan(
  deps: ProjectDeps,
  revision: number,
  scanner: ScannerId = "solhint",
): Promise<{ request: ScanRequest; task: ScanTask }> {
  const request = await requestScan(deps, { ...SCOPE, revision, scanners: [scanner] });
  const [scan] = request.scans;
  const task = scan === undefined ? null : await startScan(deps, toUuid(scan.id));
  if (task === null) throw new Error("the scan was not waiting");
  return { request, task };
}
