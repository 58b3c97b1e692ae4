import { createHash } from "node:crypto";
import { recordAudit } from "../../audit/server.ts";
import { insertScanRequest, requeueScans } from "../../scan/server.ts";
import type { ImportFormat, ScanSelector } from "../../scan/index.ts";
import { enqueue, type ProjectDeps } from "../../shared/server.ts";
import { findRevision } from "../../source/server.ts";
import { findingJobs } from "../jobs.ts";
import { findSameImport } from "../sql/same-import.ts";
import { confirmPreviewed } from "./confirm-import.ts";
import { lockFindings } from "./lock-findings.ts";

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
  /** What it is, where its content must not decide: some reports fit several formats. */
  readonly format?: ImportFormat;
  /** Say first what it would do, and wait for a person; published at once when absent. */
  readonly preview?: boolean;
}

/** `repeated`: the same report of the same subject was there already, and the request is that one. */
export interface RequestedImport {
  readonly id: string;
  readonly number: number;
  readonly repeated: boolean;
}

/** What the scan of an upload is called until its report says which tool made it. */
const UNREAD = "report";

/**
 * Asks for the import of an uploaded report. The same content for the same revision and category, read as the same format, is imported once:
 * while it is read, waits or is what its lineages published last, the answer is the request that is there, and the
 * caller removes its upload. Throws source.revision-not-found.
 */
export async function requestImport(deps: ProjectDeps, upload: ReportUpload): Promise<RequestedImport> {
  return deps.withOrganization(async (tx) => {
    // Two equal uploads at once: the second finds the first.
    await lockFindings(tx, deps);
    const revision =
      upload.revision === undefined
        ? null
        : await findRevision(tx, deps, upload.revision, { id: true, sourceId: true, ref: true });
    const category = upload.category ?? "";
    const { format = null } = upload;
    const about = [upload.sha256, revision?.id ?? "", category];
    const digest = digestOf(...about, ...(format === null ? [] : [format]));
    const same = await findSameImport(tx, deps, digest);
    if (same !== null) {
      // Whoever asks to publish what waits for a person is that person.
      if (same.previewed !== null && upload.preview !== true) {
        await confirmPreviewed(tx, deps, same.previewed, same.number);
      }
      return { id: same.id, number: same.number, repeated: true };
    }
    const request = await insertScanRequest(tx, deps, {
      kind: "import",
      revision,
      scans: [
        {
          ...{ scanner: UNREAD, category },
          upload: {
            ...{ key: upload.uploadKey, digest, previewFirst: upload.preview === true, format },
            name: upload.name.slice(0, 200).replaceAll("\0", "").toWellFormed(),
          },
        },
      ],
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
        ...(format === null ? {} : { format }),
      },
    });
    await tx.announce({
      organizationId: deps.organizationId,
      projectId: deps.projectId,
      topic: "scan",
      subjectId: request.id,
    });
    return { id: request.id, number: request.number, repeated: false };
  });
}

function digestOf(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Reads a failed or partial import again. Throws scan.not-found and scan.not-retryable. */
export async function retryImport(deps: ProjectDeps, input: ScanSelector): Promise<void> {
  await requeueScans(deps, input, "import", findingJobs["finding.import-report"]);
}
