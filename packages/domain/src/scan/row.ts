import { z } from "zod";
import { toTypedId } from "../shared/index.ts";
import type { Deps, Prisma } from "../shared/server.ts";
import { isFinished, requestState } from "./lifecycle.ts";
import { scannerTitle } from "./scanners.ts";
import {
  NotScanned,
  type Scan,
  ScanHold,
  ScanKind,
  type ScannedRevision,
  ScanProgress,
  type ScanRequest,
  ScanState,
  ScanStats,
} from "./schema.ts";
import { ScanStatements, statementsFor } from "./statements.ts";

export const SCAN_SELECT = {
  id: true,
  scanner: true,
  scannerVersion: true,
  ref: true,
  category: true,
  uploadName: true,
  attempt: true,
  state: true,
  failure: true,
  progress: true,
  stats: true,
  notScanned: true,
  statements: true,
  detectors: true,
  sandboxed: true,
  movesState: true,
  cancelRequestedAt: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
  hold: { select: { findingIds: true, openBefore: true, decision: true, decidedAt: true } },
} as const satisfies Prisma.ScanSelect;

type ScanRow = Prisma.ScanGetPayload<{ select: typeof SCAN_SELECT }>;

/** `seesRestricted`: whether the reader may know that restricted findings exist. */
export function toScan(row: ScanRow, seesRestricted: boolean): Scan {
  const state = ScanState.parse(row.state);
  return {
    id: toTypedId("scan", row.id),
    scanner: row.scanner,
    title: scannerTitle(row.scanner),
    version: row.scannerVersion,
    ref: row.ref,
    category: row.category,
    upload: row.uploadName,
    attempt: row.attempt,
    state,
    failure: row.failure,
    progress: ScanProgress.parse(row.progress),
    stats: ScanStats.parse(row.stats),
    notScanned: z.array(NotScanned).parse(row.notScanned),
    statements: statementsFor(ScanStatements.parse(row.statements), seesRestricted),
    detectors: row.detectors,
    sandboxed: row.sandboxed,
    movesState: row.movesState,
    hold: row.hold === null ? null : ScanHold.parse({ ...row.hold, findings: row.hold.findingIds.length }),
    cancelRequested: row.cancelRequestedAt !== null && !isFinished(state),
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  };
}

export const REVISION_OF_SCAN = {
  id: true,
  number: true,
  commit: true,
  treeHash: true,
  label: true,
  ref: true,
} as const satisfies Prisma.RevisionSelect;

export function toScannedRevision(
  row: Prisma.RevisionGetPayload<{ select: typeof REVISION_OF_SCAN }>,
): ScannedRevision {
  return { ...row, id: toTypedId("revision", row.id) };
}

export const REQUEST_SELECT = {
  id: true,
  number: true,
  kind: true,
  requestedById: true,
  createdAt: true,
  finishedAt: true,
  revision: { select: REVISION_OF_SCAN },
  scans: { select: SCAN_SELECT, orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
} as const satisfies Prisma.ScanRequestSelect;

type RequestRow = Prisma.ScanRequestGetPayload<{ select: typeof REQUEST_SELECT }>;

export function toScanRequest(
  row: RequestRow,
  names: ReadonlyMap<string, string>,
  reader: Pick<Deps, "can">,
): ScanRequest {
  const seesRestricted = reader.can("finding:read-restricted");
  const scans = row.scans.map((scan) => toScan(scan, seesRestricted));
  return {
    id: toTypedId("scanRequest", row.id),
    number: row.number,
    kind: ScanKind.parse(row.kind),
    state: requestState(scans.map((scan) => scan.state)),
    revision: row.revision === null ? null : toScannedRevision(row.revision),
    requestedBy: row.requestedById === null ? null : (names.get(row.requestedById) ?? null),
    stats: sumStats(scans.map((scan) => scan.stats)),
    scans,
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
  };
}

function sumStats(all: readonly ScanStats[]): ScanStats {
  const sum: ScanStats = ScanStats.parse({});
  for (const stats of all) for (const key of Object.keys(sum) as (keyof ScanStats)[]) sum[key] += stats[key];
  return sum;
}

/** The row of a scan in its organization: what every WHERE of this slice begins with. */
export function scanKey(deps: Deps, scanId: string): { organizationId: string; id: string } {
  return { organizationId: deps.organizationId, id: scanId };
}
