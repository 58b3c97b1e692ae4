import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { scanError } from "../errors.ts";
import { type ScanCommand, scanStatesFor, scanTransition } from "../lifecycle.ts";
import { scanKey } from "../row.ts";
import { ScanState } from "../schema.ts";
import { announceScan } from "./announce-scan.ts";
import { finishRequest } from "./finish-request.ts";

/** Ends an attempt that has read its report: the scan now waits for a person. Throws scan.stale-attempt. */
export async function holdForPreview(
  tx: Tx,
  deps: ProjectDeps,
  scan: { readonly scanId: string; readonly requestId: string },
  fence: number,
): Promise<void> {
  const changed = await tx.db.scan.updateMany({
    where: { ...scanKey(deps, scan.scanId), attempt: fence, state: { in: scanStatesFor("preview") } },
    data: { state: "previewed", failure: null, progress: { phase: "waiting for you" }, crashCount: { decrement: 1 } },
  });
  if (changed.count === 0) throw scanError("scan.stale-attempt");
  await announceScan(tx, deps, { projectId: deps.projectId, requestId: scan.requestId });
}

/** A scan that waits for a person, its row locked until the transaction ends. */
export interface PreviewedScan {
  readonly scanId: string;
  readonly requestId: string;
  readonly attempt: number;
  readonly uploadKey: string | null;
}

/** The previewed scan of a request. Throws scan.not-found and scan.not-previewed. */
export async function lockPreviewed(tx: Tx, deps: ProjectDeps, number: number): Promise<PreviewedScan> {
  const mine = { organizationId: deps.organizationId, projectId: deps.projectId };
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    SELECT s."id" FROM "scan" s
    JOIN "scan_request" r ON r."organization_id" = s."organization_id" AND r."id" = s."scan_request_id"
    WHERE s."organization_id" = ${deps.organizationId}::uuid AND s."project_id" = ${deps.projectId}::uuid
      AND r."number" = ${number} AND s."state" = 'previewed' FOR UPDATE OF s`;
  const [row] = rows;
  if (row === undefined) {
    const known = await tx.db.scanRequest.count({ where: { ...mine, number } });
    throw scanError(known === 0 ? "scan.not-found" : "scan.not-previewed");
  }
  const scan = await tx.db.scan.findFirstOrThrow({
    where: { ...mine, id: row.id },
    select: { id: true, scanRequestId: true, attempt: true, uploadKey: true },
  });
  return { scanId: scan.id, requestId: scan.scanRequestId, attempt: scan.attempt, uploadKey: scan.uploadKey };
}

/** Lets a previewed scan go on to be published, or ends it; the caller records why and enqueues what follows. */
export async function leavePreview(
  tx: Tx,
  deps: ProjectDeps,
  scan: PreviewedScan,
  command: Extract<ScanCommand, "confirm" | "cancel">,
): Promise<void> {
  const state = ScanState.parse(scanTransition("previewed", command));
  const ended = state === "cancelled";
  await tx.db.scan.updateMany({
    where: { ...scanKey(deps, scan.scanId), state: "previewed" },
    data: {
      state,
      progress: { phase: ended ? "done" : "waiting" },
      ...(ended ? { uploadKey: null, cancelRequestedAt: tx.now, finishedAt: tx.now } : { previewFirst: false }),
    },
  });
  await announceScan(tx, deps, { projectId: deps.projectId, requestId: scan.requestId });
  if (ended) await finishRequest(tx, deps, scan.requestId);
}
