import { recordAudit } from "../../audit/server.ts";
import { insertScanRequest, requeueScans } from "../../scan/server.ts";
import type { ScanSelector } from "../../scan/index.ts";
import { enqueue, type ProjectDeps } from "../../shared/server.ts";
import { findRevision } from "../../source/server.ts";
import { findingJobs } from "../jobs.ts";

/** A report that lies in storage. */
export interface ReportUpload {
  /** File name as the browser said it; only for people. */
  readonly name: string;
  /** Storage key of the file. */
  readonly uploadKey: string;
  readonly sha256: string;
  readonly size: number;
  /** Number of the revision that the report is about, when one is known: its findings then get places in the code. */
  readonly revision?: number;
  /** Keeps reports of one tool over different subjects apart; that of the report itself when absent. */
  readonly category?: string;
}

/** What the scan of an upload is called until its report says which tool made it. */
const UNREAD = "report";

/** Asks for the import of an uploaded report. Throws source.revision-not-found. */
export async function requestImport(deps: ProjectDeps, upload: ReportUpload): Promise<{ id: string; number: number }> {
  return deps.withOrganization(async (tx) => {
    const revision =
      upload.revision === undefined
        ? null
        : await findRevision(tx, deps, upload.revision, { id: true, sourceId: true, ref: true });
    const request = await insertScanRequest(tx, deps, {
      kind: "import",
      revision,
      scans: [{ scanner: UNREAD, category: upload.category ?? "", uploadKey: upload.uploadKey }],
    });
    for (const scanId of request.scanIds) {
      await enqueue(tx, deps, findingJobs["finding.import-report"], { subjectId: scanId, fence: 0 });
    }
    await recordAudit(tx, deps, "finding.request-import", {
      subjectId: request.id,
      projectId: deps.projectId,
      details: {
        number: request.number,
        name: upload.name.slice(0, 200).toWellFormed(),
        sha256: upload.sha256,
        size: upload.size,
      },
    });
    await tx.announce({
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      topic: "scan",
      subjectId: request.id,
    });
    return { id: request.id, number: request.number };
  });
}

/** Reads a failed or partial import again. Throws scan.not-found and scan.not-retryable. */
export async function retryImport(deps: ProjectDeps, input: ScanSelector): Promise<void> {
  await requeueScans(deps, input, "import", findingJobs["finding.import-report"]);
}
