import { nextNumber } from "../../project/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import type { ImportFormat } from "../schema.ts";
import { lineageOf } from "../lineage.ts";
import type { ScanKind } from "../schema.ts";

/** One scan to insert; `ref` and source make its lineage with scanner and category. */
export interface NewScan {
  readonly scanner: string;
  readonly category: string;
  readonly upload?: ScanUpload;
}

/** An uploaded report: where it lies, and what tells the same upload again. */
export interface ScanUpload {
  readonly key: string;
  readonly name: string;
  readonly digest: string;
  /** A person looks at what it would do before it is published. */
  readonly previewFirst: boolean;
  /** What it was said to be; null where its content decides. */
  readonly format: ImportFormat | null;
}

export interface NewScanRequest {
  readonly kind: ScanKind;
  readonly revision: { readonly id: string; readonly sourceId: string; readonly ref: string } | null;
  readonly scans: readonly NewScan[];
}

/** Writes a request and its scans; the caller enqueues their jobs in the same transaction. */
export async function insertScanRequest(
  tx: Tx,
  deps: ProjectDeps,
  input: NewScanRequest,
): Promise<{ id: string; number: number; scanIds: string[] }> {
  const id = newId();
  const number = await nextNumber(tx, deps, "scan");
  const revisionId = input.revision?.id ?? null;
  const own = { organizationId: deps.organizationId, projectId: deps.projectId };
  await tx.db.scanRequest.createMany({
    data: [{ ...own, id, number, kind: input.kind, revisionId, requestedById: actorUserId(deps), createdAt: tx.now }],
  });
  const scans = input.scans.map((scan) => newScanRow(deps, { ...scan, requestId: id, revision: input.revision }));
  await tx.db.scan.createMany({ data: scans.map((scan) => ({ ...scan, createdAt: tx.now })) });
  return { id, number, scanIds: scans.map((scan) => scan.id) };
}

/** The columns of a scan that nothing has worked on yet: attempt 0, so that the first start takes fence 1. */
export function newScanRow(
  deps: ProjectDeps,
  scan: NewScan & { requestId: string; revision: NewScanRequest["revision"] },
) {
  const ref = scan.revision?.ref ?? "";
  const { scanner, category } = scan;
  return {
    organizationId: deps.organizationId,
    projectId: deps.projectId,
    id: newId(),
    scanRequestId: scan.requestId,
    revisionId: scan.revision?.id ?? null,
    scanner,
    ref,
    category,
    lineage: lineageOf({
      projectId: deps.projectId,
      sourceId: scan.revision?.sourceId ?? null,
      ref,
      scanner,
      category,
    }),
    attempt: 0,
    uploadKey: scan.upload?.key ?? null,
    uploadName: scan.upload?.name ?? null,
    uploadDigest: scan.upload?.digest ?? null,
    uploadFormat: scan.upload?.format ?? null,
    previewFirst: scan.upload?.previewFirst ?? false,
  };
}
