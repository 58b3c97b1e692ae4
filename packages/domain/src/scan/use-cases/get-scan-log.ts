import type { ProjectDeps } from "../../shared/server.ts";
import { scanError } from "../errors.ts";
import { ScanState, type GetScanLog, type ScanLogLine, SCAN_LOG_LIMITS } from "../schema.ts";
import { findScanRequest } from "./find-scan-request.ts";

/** Log lines of a scan's current attempt after a sequence number, 2,000 at most. Throws scan.not-found. */
export async function getScanLog(
  deps: ProjectDeps,
  input: GetScanLog,
): Promise<{ attempt: number; state: ScanState; lines: ScanLogLine[] }> {
  return deps.withOrganization(async (tx) => {
    const request = await findScanRequest(tx, deps, input.number, {
      scans: { where: { id: input.scan }, select: { id: true, attempt: true, state: true } },
    });
    const [scan] = request.scans;
    if (scan === undefined) throw scanError("scan.not-found");
    const lines = await tx.db.scanLogLine.findMany({
      where: {
        organizationId: deps.organizationId,
        scanId: scan.id,
        attempt: scan.attempt,
        seq: { gt: input.after },
      },
      select: { attempt: true, seq: true, at: true, text: true },
      orderBy: { seq: "asc" },
      take: SCAN_LOG_LIMITS.page,
    });
    return { attempt: scan.attempt, state: ScanState.parse(scan.state), lines };
  });
}
