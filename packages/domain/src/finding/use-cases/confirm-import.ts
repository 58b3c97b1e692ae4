import { recordAudit } from "../../audit/server.ts";
import { leavePreview, lockPreviewed, type PreviewedScan } from "../../scan/server.ts";
import { actorUserId, enqueue, type ProjectDeps, type Tx } from "../../shared/server.ts";
import type { SelectImport } from "../import-preview.ts";
import { findingJobs } from "../jobs.ts";

/**
 * Publishes an upload that was previewed: it is read again, and what it does is decided anew by what is known then.
 * Throws scan.not-found and scan.not-previewed.
 */
export async function confirmImport(deps: ProjectDeps, input: SelectImport): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await confirmPreviewed(tx, deps, await lockPreviewed(tx, deps, input.number), input.number);
  });
}

/** The same for a scan whose row is locked. */
export async function confirmPreviewed(tx: Tx, deps: ProjectDeps, scan: PreviewedScan, number: number): Promise<void> {
  await leavePreview(tx, deps, scan, "confirm");
  await closePreview(tx, deps, scan.scanId, { decision: "confirmed" });
  await enqueue(tx, deps, findingJobs["finding.import-report"], { subjectId: scan.scanId, fence: scan.attempt });
  await recordAudit(tx, deps, "finding.confirm-import", {
    subjectId: scan.requestId,
    projectId: deps.projectId,
    details: { number },
  });
}

/** Notes what became of a preview; its rows are of no more use. */
export async function closePreview(
  tx: Tx,
  deps: ProjectDeps,
  scanId: string,
  end: { readonly decision: "confirmed" | "discarded" | "expired"; readonly removedKey?: string | null },
): Promise<void> {
  const key = { organizationId: deps.organizationId, scanId };
  await tx.db.importPreviewRow.deleteMany({ where: key });
  await tx.db.importPreview.updateMany({
    where: key,
    data: {
      decision: end.decision,
      decidedById: actorUserId(deps),
      decidedAt: tx.now,
      removedKey: end.removedKey ?? null,
    },
  });
}
