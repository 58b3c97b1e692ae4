import type { ProjectDeps, Tx } from "../../shared/server.ts";
import type { ScanToPublish } from "./begin-publication.ts";
import { newScanRow } from "./insert-scan-request.ts";

/**
 * One claimed scan per run of a report, by tool and category, in the order given: the upload's own scan becomes the
 * first that is not there yet, others join its request. All are `publishing` at the fence of the upload's scan.
 */
export async function splitImport(
  tx: Tx,
  deps: ProjectDeps,
  upload: ScanToPublish,
  fence: number,
  runs: readonly { readonly scanner: string; readonly category: string }[],
): Promise<ScanToPublish[]> {
  const request = { organizationId: deps.organizationId, scanRequestId: upload.requestId };
  const existing = await tx.db.scan.findMany({
    where: request,
    select: { id: true, scanner: true, category: true },
  });
  const claimed: ScanToPublish[] = [];
  // A report that was read before keeps the scans that it made then.
  let ownFree = !runs.some((run) => existing.some((scan) => scan.id === upload.scanId && same(scan, run)));
  for (const run of runs) {
    const found = existing.find((scan) => same(scan, run));
    const useOwn = found === undefined && ownFree;
    if (useOwn) ownFree = false;
    const row = newScanRow(deps, {
      ...run,
      requestId: upload.requestId,
      revision: upload.revision && { ...upload.revision, ref: upload.ref },
    });
    const scanId = found?.id ?? (useOwn ? upload.scanId : row.id);
    const { scanner, category, lineage } = row;
    if (found === undefined && !useOwn) {
      await tx.db.scan.createMany({ data: [{ ...row, createdAt: tx.now }] });
    }
    await tx.db.scan.updateMany({
      where: { ...request, id: scanId },
      data: {
        scanner,
        category,
        lineage,
        attempt: fence,
        state: "publishing",
        ...(scanId === upload.scanId ? {} : { crashCount: 1, startedAt: tx.now }),
      },
    });
    claimed.push({ ...upload, scanId, scanner, category, lineage });
  }
  return claimed;
}

function same(a: { scanner: string; category: string }, b: { scanner: string; category: string }): boolean {
  return a.scanner === b.scanner && a.category === b.category;
}
