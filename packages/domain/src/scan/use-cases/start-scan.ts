import { z } from "zod";
import { recordAudit } from "../../audit/server.ts";
import type { Prisma, ProjectDeps, Tx } from "../../shared/server.ts";
import { scanError } from "../errors.ts";
import { isSettled, MAX_CRASHES, scanStatesFor } from "../lifecycle.ts";
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
  readonly submodulePaths: readonly string[];
  /** Our own demo: may run without a jail where the operator allows it. */
  readonly ownSource: boolean;
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
  /** What the upload was said to be; null where its content decides. */
  readonly uploadFormat: string | null;
  /** Read it, say what it would do, and wait. */
  readonly previewFirst: boolean;
  readonly revision: RevisionToScan | null;
  /** Storage key of what this scanner's run on the revision before left for this one. */
  readonly previousStateKey: string | null;
}

const QUARANTINED =
  "Quarantined: the worker ended three times during this scan. Its input is kept; try again by hand when the cause is known.";

/**
 * Takes the next attempt at a scan: its number is the fence of everything that follows. Null when there is nothing
 * to do: finished, waiting for a person, cancelled meanwhile, or given up after three attempts that died with their process.
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
    if (isSettled(ScanState.parse(row.state))) return null;
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
      ...{ uploadKey: row.uploadKey, uploadFormat: row.uploadFormat },
      previewFirst: row.previewFirst,
      revision: toRevision(row.revision),
      previousStateKey: await previousState(tx, deps, row.scanner, row.revision?.parentId ?? null),
    };
  });
}

const START_SELECT = {
  projectId: true,
  scanRequestId: true,
  scanner: true,
  category: true,
  uploadKey: true,
  uploadFormat: true,
  previewFirst: true,
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
      submodules: true,
      ownSource: true,
      parentId: true,
    },
  },
} as const satisfies Prisma.ScanSelect;

type StartRow = Prisma.ScanGetPayload<{ select: typeof START_SELECT }>;

function toRevision(row: StartRow["revision"]): RevisionToScan | null {
  if (row === null || row.treeKey === null) return null;
  const { parentId: _parentId, submodules, treeKey, ...revision } = row;
  const paths = z.array(z.object({ path: z.string() })).parse(submodules);
  return { ...revision, treeKey, submodulePaths: paths.map(({ path }) => path) };
}

async function previousState(
  tx: Tx,
  deps: ProjectDeps,
  scanner: string,
  revisionId: string | null,
): Promise<string | null> {
  if (revisionId === null) return null;
  const row = await tx.db.scan.findFirst({
    where: { organizationId: deps.organizationId, revisionId, scanner, stateKey: { not: null } },
    select: { stateKey: true },
    orderBy: { finishedAt: "desc" },
  });
  return row?.stateKey ?? null;
}
