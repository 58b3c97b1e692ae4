import { newId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { scanError } from "../errors.ts";
import { scanKey } from "../row.ts";
import { NotScanned, ScanStats } from "../schema.ts";
import { announceScan } from "./announce-scan.ts";
import type { ScanToPublish } from "./begin-publication.ts";
import { finishRequest } from "./finish-request.ts";

/** A file that was put into storage. */
export interface StoredOutput {
  readonly key: string;
  readonly sha256: string;
  readonly size: number;
}

/** What is stored of a run beside its findings. */
export interface CompletedScan {
  readonly state: "succeeded" | "partial";
  readonly stats: ScanStats;
  readonly scannerVersion: string | null;
  readonly configDigest: string | null;
  readonly detectors: readonly string[];
  readonly notScanned: readonly NotScanned[];
  readonly sandboxed: boolean | null;
  readonly movesState: boolean;
  /** Raw output in storage, secrets masked. */
  readonly raw: StoredOutput | null;
  readonly stateKey: string | null;
  /** Findings whose closing waits for a person. */
  readonly held: readonly string[];
  readonly openBefore: number;
  /** True when it is the newest of its lineage: closings that older runs held are then its business. */
  readonly newest: boolean;
}

const NOT_SCANNED_LIMIT = 1000;

/** Completes the scan that `beginPublication` claimed, in its transaction, with what is held. */
export async function completeScan(
  tx: Tx,
  deps: ProjectDeps,
  scan: ScanToPublish,
  fence: number,
  done: CompletedScan,
): Promise<void> {
  const changed = await tx.db.scan.updateMany({
    where: { ...scanKey(deps, scan.scanId), attempt: fence, state: "publishing" },
    data: {
      state: done.state,
      failure: null,
      stats: ScanStats.parse(done.stats),
      scannerVersion: done.scannerVersion,
      configDigest: done.configDigest,
      detectors: [...done.detectors],
      notScanned: storableNotScanned(done.notScanned),
      sandboxed: done.sandboxed,
      movesState: done.movesState,
      rawArtifactId: done.raw === null ? null : await insertArtifact(tx, deps, done.raw),
      stateKey: done.stateKey,
      progress: { phase: "done" },
      crashCount: { decrement: 1 },
      finishedAt: tx.now,
    },
  });
  if (changed.count === 0) throw scanError("scan.stale-attempt");
  if (done.newest) await supersedeHolds(tx, deps, scan);
  if (done.held.length > 0) await hold(tx, deps, scan.scanId, done);
  await announceScan(tx, deps, { projectId: deps.projectId, requestId: scan.requestId });
  await finishRequest(tx, deps, scan.requestId);
}

async function insertArtifact(tx: Tx, deps: ProjectDeps, raw: StoredOutput): Promise<string> {
  const id = newId();
  const { sha256, size } = raw;
  const artifact = { organizationId: deps.organizationId, id, sha256, size, createdAt: tx.now };
  await tx.db.artifact.createMany({ data: [{ ...artifact, mediaType: "text/plain", storageKey: raw.key }] });
  return id;
}

/** A newer publication has looked again: what it would still close it holds itself. */
async function supersedeHolds(tx: Tx, deps: ProjectDeps, scan: ScanToPublish): Promise<void> {
  await tx.db.scanHold.updateMany({
    where: { organizationId: deps.organizationId, decision: null, scan: { lineage: scan.lineage } },
    data: { decision: "superseded", decidedAt: tx.now },
  });
}

async function hold(tx: Tx, deps: ProjectDeps, scanId: string, done: CompletedScan): Promise<void> {
  const row = {
    findingIds: [...done.held],
    openBefore: done.openBefore,
    createdAt: tx.now,
    decision: null,
    decidedById: null,
    decidedAt: null,
  };
  const key = { organizationId: deps.organizationId, scanId };
  await tx.db.scanHold.upsert({
    where: { organizationId_scanId: key },
    create: { ...key, ...row },
    update: row,
    select: { scanId: true },
  });
}

/** Entries as they are stored: 1,000 and a last one that counts the rest. */
export function storableNotScanned(entries: readonly NotScanned[]): NotScanned[] {
  const kept = entries.slice(0, NOT_SCANNED_LIMIT).map((entry) => NotScanned.parse(clean(entry)));
  const rest = entries.length - kept.length;
  return rest === 0 ? kept : [...kept, { reason: `${rest} more places were not scanned.` }];
}

function clean(entry: NotScanned): NotScanned {
  const text = (value: string, limit: number): string =>
    value.replaceAll("\0", "\uFFFD").toWellFormed().slice(0, limit).toWellFormed();
  return {
    reason: text(entry.reason, 4000),
    ...(entry.root === undefined ? {} : { root: text(entry.root, 1000) }),
    ...(entry.path === undefined ? {} : { path: text(entry.path, 1000) }),
  };
}
