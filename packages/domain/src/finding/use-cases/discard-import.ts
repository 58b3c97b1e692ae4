import { recordAudit } from "../../audit/server.ts";
import { leavePreview, lockPreviewed, type PreviewedScan } from "../../scan/server.ts";
import { enqueue, type ProjectDeps, type Tx } from "../../shared/server.ts";
import type { SelectImport } from "../import-preview.ts";
import { findingJobs } from "../jobs.ts";
import { closePreview } from "./confirm-import.ts";

/** Throws a previewed upload away, its file too. Throws scan.not-found and scan.not-previewed. */
export async function discardImport(deps: ProjectDeps, input: SelectImport): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await discardPreviewed(tx, deps, await lockPreviewed(tx, deps, input.number), "discarded");
  });
}

/** The same for a scan whose row is locked, by a person or because its days are over. */
export async function discardPreviewed(
  tx: Tx,
  deps: ProjectDeps,
  scan: PreviewedScan,
  decision: "discarded" | "expired",
): Promise<void> {
  await leavePreview(tx, deps, scan, "cancel");
  await closePreview(tx, deps, scan.scanId, { decision, removedKey: scan.uploadKey });
  await enqueue(tx, deps, findingJobs["finding.remove-upload"], { subjectId: scan.scanId, fence: scan.attempt });
  await recordAudit(tx, deps, "finding.discard-import", {
    subjectId: scan.requestId,
    projectId: deps.projectId,
    details: { decision },
  });
}

/** The file of a discarded upload that is still in storage; null when it is gone. */
export async function findDiscardedUpload(deps: ProjectDeps, scanId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, projectId: deps.projectId, scanId };
    const row = await tx.db.importPreview.findFirst({ where, select: { removedKey: true } });
    return row?.removedKey ?? null;
  });
}

/** Notes that the file of a discarded upload is gone. */
export async function forgetUpload(deps: ProjectDeps, scanId: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await tx.db.importPreview.updateMany({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, scanId },
      data: { removedKey: null },
    });
  });
}
