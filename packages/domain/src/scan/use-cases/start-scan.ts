import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { scanError } from "../errors.ts";
import { isFinished, MAX_CRASHES, scanStatesFor } from "../lifecycle.ts";
import { scanKey } from "../row.ts";
import { ScanState } from "../schema.ts";
import { announceScan } from "./announce-scan.ts";
import { finishRequest } from "./finish-request.ts";

/** The revision that a scan works on. */
export interface RevisionToScan {
  readonly id: string;
  readonly number: number;
  readonly sourceId: string;
  readonly ref: string;
  readonly treeKey: string;
  readonly dependencyPaths: readonly string[];
  /** Our own demo: may run without a jail where the operator allows it. */
  readonly ownSource: boolean;
  /** Content of the revision before it, for what compares two (storage layouts). */
  readonly parentTreeKey: string | null;
}

/** One claimed attempt at a scan; `attempt` is its fence. */
export interface ScanTask {
  readonly scanId: string;
  readonly requestId: string;
  readonly projectId: string;
  readonly number: number;
  readonly attempt: number;
  readonly scanner: string;
  readonly category: string;
  readonly uploadKey: string | null;
  readonly revision: RevisionToScan | null;
}

const QUARANTINED =
  "Quarantined: the worker ended three times during this scan. Its input is kept; try again by hand when the cause is known.";

/**
 * Takes the next attempt at a scan: its number is the fence of everything that follows. Null when there is nothing
 * to do: finished, cancelled meanwhile, or given up after three attempts that died with their process.
 */
export async function startScan(deps: ProjectDeps, scanId: string): Promise<ScanTask | null> {
  return deps.withOrganization(async (tx) => {
    // Two deliveries of one job must not read the same attempt.
    await tx.db.$queryRaw`SELECT 1 FROM "scan" WHERE "organization_id" = ${deps.organizationId}::uuid
      AND "id" = ${scanId}::uuid FOR UPDATE`;
    const row = await tx.db.scan.findFirst({
      where: { ...scanKey(deps, scanId), projectId: deps.projectId },
      select: START_SELECT,
    });
    if (row === null) throw scanError("scan.not-found");
    if (isFinished(ScanState.parse(row.state))) return null;
    const cancelled = row.cancelRequestedAt !== null;
    const quarantined = row.crashCount >= MAX_CRASHES;
    const ended = { attempt: row.attempt + 1, finishedAt: tx.now };
    // Claims minus ends: a claim is counted here and taken back by whatever ends the attempt.
    const data = cancelled
      ? { ...ended, state: "cancelled" }
      : quarantined
        ? { ...ended, state: "failed", failure: QUARANTINED }
        : {
            state: "preparing",
            attempt: row.attempt + 1,
            crashCount: row.crashCount + 1,
            startedAt: row.startedAt ?? tx.now,
            failure: null,
            progress: { phase: "preparing" },
          };
    await tx.db.scan.updateMany({ where: { ...scanKey(deps, scanId), state: { in: scanStatesFor("start") } }, data });
    const action = cancelled ? "scan.cancel" : quarantined ? "scan.quarantine" : "scan.start";
    await recordAudit(tx, deps, action, {
      subjectId: scanId,
      projectId: deps.projectId,
      details: { attempt: row.attempt + 1 },
    });
    const at = { projectId: row.projectId, requestId: row.scanRequestId };
    await announceScan(tx, deps, at);
    if (cancelled || quarantined) {
      await finishRequest(tx, deps, row.scanRequestId);
      return null;
    }
    return {
      scanId,
      requestId: row.scanRequestId,
      projectId: row.projectId,
      number: row.request.number,
      attempt: row.attempt + 1,
      scanner: row.scanner,
      category: row.category,
      uploadKey: row.uploadKey,
      revision: toRevision(row.revision),
    };
  });
}

const START_SELECT = {
  projectId: true,
  scanRequestId: true,
  scanner: true,
  category: true,
  uploadKey: true,
  state: true,
  attempt: true,
  crashCount: true,
  startedAt: true,
  cancelRequestedAt: true,
  request: { select: { number: true } },
  revision: {
    select: {
      id: true,
      number: true,
      sourceId: true,
      ref: true,
      treeKey: true,
      dependencyPaths: true,
      ownSource: true,
      parent: { select: { treeKey: true } },
    },
  },
} as const;

function toRevision(
  row: {
    id: string;
    number: number;
    sourceId: string;
    ref: string;
    treeKey: string | null;
    dependencyPaths: string[];
    ownSource: boolean;
    parent: { treeKey: string | null } | null;
  } | null,
): RevisionToScan | null {
  if (row === null || row.treeKey === null) return null;
  const { parent, treeKey, ...revision } = row;
  return { ...revision, treeKey, parentTreeKey: parent?.treeKey ?? null };
}
