import { userNames } from "../../identity/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { REQUEST_SELECT, toScanRequest } from "../row.ts";
import type { GetScanRequest, ScanLogLine, ScanRequestDetail } from "../schema.ts";
import { findScanRequest } from "./find-scan-request.ts";

/** One request with its scans, what was not scanned, what is held, and the end of each log. Throws scan.not-found. */
export async function getScanRequest(deps: ProjectDeps, input: GetScanRequest): Promise<ScanRequestDetail> {
  return deps.withOrganization(async (tx) => {
    const row = await findScanRequest(tx, deps, input.number, REQUEST_SELECT);
    const names = await userNames(tx, [row.requestedById]);
    const request = toScanRequest(row, names, deps);
    const logs: ScanLogLine[][] = [];
    for (const scan of row.scans) logs.push(await logTail(tx, deps, scan, input.logTail));
    return { ...request, scans: request.scans.map((scan, at) => ({ ...scan, log: logs[at] ?? [] })) };
  });
}

async function logTail(
  tx: Tx,
  deps: ProjectDeps,
  scan: { id: string; attempt: number },
  lines: number,
): Promise<ScanLogLine[]> {
  if (lines === 0) return [];
  const rows = await tx.db.scanLogLine.findMany({
    where: { organizationId: deps.organizationId, scanId: scan.id, attempt: scan.attempt },
    select: { attempt: true, seq: true, at: true, text: true },
    orderBy: { seq: "desc" },
    take: lines,
  });
  return rows.reverse();
}
