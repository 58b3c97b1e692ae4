import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { scanError } from "../errors.ts";
import { isFinished, scanStatesFor } from "../lifecycle.ts";
import { ScanState, type ScanSelector } from "../schema.ts";
import { announceScan } from "./announce-scan.ts";
import { findScanRequest } from "./find-scan-request.ts";
import { finishRequest } from "./finish-request.ts";

/**
 * Cancels a request or one scan of it. What waits is cancelled at once; what runs is asked to stop, and is cancelled
 * when its tool has ended. Throws scan.not-found and scan.already-finished.
 */
export async function cancelScan(deps: ProjectDeps, input: ScanSelector): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const request = await findScanRequest(tx, deps, input.number, {
      id: true,
      scans: {
        where: input.scan === undefined ? {} : { id: input.scan },
        select: { id: true, state: true },
      },
    });
    if (request.scans.length === 0) throw scanError("scan.not-found");
    const open = request.scans.filter((scan) => !isFinished(ScanState.parse(scan.state))).map((scan) => scan.id);
    const mine = { organizationId: deps.organizationId, id: { in: open } };
    const waiting = await tx.db.scan.updateMany({
      where: { ...mine, state: { in: ["queued", "previewed"] } },
      data: { state: "cancelled", cancelRequestedAt: tx.now, finishedAt: tx.now },
    });
    const running = await tx.db.scan.updateMany({
      where: { ...mine, state: { in: scanStatesFor("cancel") } },
      data: { cancelRequestedAt: tx.now },
    });
    if (waiting.count + running.count === 0) throw scanError("scan.already-finished");
    await recordAudit(tx, deps, "scan.cancel", {
      subjectId: request.id,
      projectId: deps.projectId,
      details: { number: input.number, cancelled: waiting.count, asked: running.count },
    });
    await announceScan(tx, deps, { projectId: deps.projectId, requestId: request.id });
    await finishRequest(tx, deps, request.id);
  });
}
