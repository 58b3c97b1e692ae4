import { hasAdvisories } from "../../advisory/server.ts";
import { recordAudit } from "../../audit/server.ts";
import { userNames } from "../../identity/server.ts";
import { enqueue, type ProjectDeps } from "../../shared/server.ts";
import { findRevision } from "../../source/server.ts";
import { scanError } from "../errors.ts";
import { scanJobs } from "../jobs.ts";
import { REQUEST_SELECT, toScanRequest } from "../row.ts";
import { applicableScanners, DEPENDENCY_SCANNER } from "../scanners.ts";
import type { RequestScan, ScanRequest } from "../schema.ts";
import { announceScan } from "./announce-scan.ts";
import { findScanRequest } from "./find-scan-request.ts";
import { insertScanRequest } from "./insert-scan-request.ts";

/**
 * Asks for a scan of a fetched revision: one job for each scanner that applies to its roots, or for those named.
 * Throws source.revision-not-found, scan.revision-not-ready and scan.not-applicable.
 */
export async function requestScan(deps: ProjectDeps, input: RequestScan): Promise<ScanRequest> {
  return deps.withOrganization(async (tx) => {
    const revision = await findRevision(tx, deps, input.revision, {
      id: true,
      sourceId: true,
      ref: true,
      state: true,
      roots: { select: { languages: true } },
    });
    if (revision.state !== "ready") throw scanError("scan.revision-not-ready");
    const applicable = [
      ...applicableScanners(revision.roots.flatMap((root) => root.languages)),
      // Without advisories nothing could be said about dependencies.
      ...((await hasAdvisories(deps)) ? [DEPENDENCY_SCANNER] : []),
    ].map(({ id }) => id);
    const chosen = applicable.filter(
      (id) => input.scanners === undefined || input.scanners.some((each) => each === id),
    );
    if (chosen.length === 0) throw scanError("scan.not-applicable", { details: { applicable } });
    const request = await insertScanRequest(tx, deps, {
      kind: "scan",
      revision: { id: revision.id, sourceId: revision.sourceId, ref: revision.ref },
      scans: chosen.map((scanner) => ({ scanner, category: "" })),
    });
    for (const scanId of request.scanIds) {
      await enqueue(tx, deps, scanJobs["scan.execute"], { subjectId: scanId, fence: 0 });
    }
    await recordAudit(tx, deps, "scan.request", {
      subjectId: request.id,
      projectId: deps.projectId,
      details: { number: request.number, revision: input.revision, scanners: chosen },
    });
    await announceScan(tx, deps, { projectId: deps.projectId, requestId: request.id });
    const row = await findScanRequest(tx, deps, request.number, REQUEST_SELECT);
    return toScanRequest(row, await userNames(tx, [row.requestedById]), deps);
  });
}
