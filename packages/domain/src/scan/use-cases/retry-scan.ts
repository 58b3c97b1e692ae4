import { recordAudit } from "../../audit/server.ts";
import { enqueue, type JobContract, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { scanError } from "../errors.ts";
import { scanJobs } from "../jobs.ts";
import { scanStatesFor } from "../lifecycle.ts";
import type { ScanSelector } from "../schema.ts";
import { announceScan } from "./announce-scan.ts";
import { findScanRequest } from "./find-scan-request.ts";

/**
 * Tries the failed, cancelled and partial scans of a request again, or one of them. Throws scan.not-found and
 * scan.not-retryable.
 */
export async function retryScan(deps: ProjectDeps, input: ScanSelector): Promise<void> {
  await requeueScans(deps, input, "scan", scanJobs["scan.execute"]);
}

/** The same for requests of a kind whose job belongs to another slice. */
export async function requeueScans(
  deps: ProjectDeps,
  input: ScanSelector,
  kind: "scan" | "import",
  job: JobContract,
): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const request = await findScanRequest(tx, deps, input.number, {
      id: true,
      kind: true,
      scans: {
        where: {
          state: { in: kind === "import" ? ["failed", "cancelled"] : scanStatesFor("retry") },
          ...(input.scan === undefined ? {} : { id: input.scan }),
          // Only the scan that holds the upload can be read again; one that was published has read all that there is.
          ...(kind === "import" ? { uploadKey: { not: null } } : {}),
        },
        select: { id: true, attempt: true },
      },
    });
    if (input.scan !== undefined) await scanExists(tx, deps, request.id, input.scan);
    if (request.kind !== kind || request.scans.length === 0) throw scanError("scan.not-retryable");
    await tx.db.scan.updateMany({
      where: { organizationId: deps.organizationId, id: { in: request.scans.map((scan) => scan.id) } },
      data: {
        state: "queued",
        failure: null,
        crashCount: 0,
        progress: { phase: "waiting" },
        cancelRequestedAt: null,
        startedAt: null,
        finishedAt: null,
      },
    });
    await tx.db.scanRequest.updateMany({
      where: { organizationId: deps.organizationId, id: request.id },
      data: { finishedAt: null },
    });
    for (const scan of request.scans) await enqueue(tx, deps, job, { subjectId: scan.id, fence: scan.attempt });
    await recordAudit(tx, deps, "scan.retry", {
      subjectId: request.id,
      projectId: deps.projectId,
      details: { number: input.number, scans: request.scans.length },
    });
    await announceScan(tx, deps, { projectId: deps.projectId, requestId: request.id });
  });
}

/** A scan of another request is no scan of this one, whatever state it is in. */
async function scanExists(tx: Tx, deps: ProjectDeps, requestId: string, scanId: string): Promise<void> {
  const where = { organizationId: deps.organizationId, scanRequestId: requestId, id: scanId };
  if ((await tx.db.scan.count({ where })) === 0) throw scanError("scan.not-found");
}
