import type { ProjectDeps } from "../../shared/server.ts";
import { announceRun } from "./insert-runs.ts";

/** One claimed run; `attempt` is its fence. */
export interface ClaimedRun {
  readonly runId: string;
  readonly attempt: number;
  readonly fileName: string;
  readonly content: string;
  readonly rootPath: string;
}

/** All runs that one build answers: the same revision and root. */
export interface PocBatch {
  readonly revisionId: string;
  readonly revision: number;
  readonly treeKey: string;
  readonly ownSource: boolean;
  readonly rootPath: string;
  readonly runs: readonly ClaimedRun[];
}

/** After this many claims that died with their process a run is given up. */
const MAX_CRASHES = 3;
/** Runs of one build; more wait for the next. */
const BATCH = 30;

/**
 * Claims a run and up to 29 others that wait for the same revision and root, because building costs far more than
 * testing. Returns null when the run is no longer waiting (another batch took it) or has no content to run on.
 */
export async function startPocRuns(deps: ProjectDeps, runId: string): Promise<PocBatch | null> {
  return deps.withOrganization(async (tx) => {
    const own = await tx.db.pocRun.findFirst({
      where: { organizationId: deps.organizationId, id: runId, state: { in: ["queued", "running"] } },
      select: {
        revision: { select: { id: true, number: true, treeKey: true, ownSource: true } },
        poc: { select: { rootPath: true } },
      },
    });
    const treeKey = own?.revision.treeKey ?? null;
    if (own === null || treeKey === null) return null;
    // A redelivered job claims again what its dead attempt held; other runs only while they wait.
    const ids = await tx.db.$queryRaw<{ id: string; crash_count: number }[]>`
      SELECT r."id", r."crash_count" FROM "poc_run" r
      JOIN "poc" p ON p."organization_id" = r."organization_id" AND p."id" = r."poc_id"
      WHERE r."organization_id" = ${deps.organizationId}::uuid AND r."revision_id" = ${own.revision.id}::uuid
        AND p."root_path" = ${own.poc.rootPath} AND (r."state" = 'queued' OR (r."batch_id" = ${runId}::uuid AND r."state" = 'running'))
      ORDER BY (r."id" = ${runId}::uuid) DESC, p."number" LIMIT ${BATCH} FOR UPDATE OF r SKIP LOCKED`;
    const poisoned = ids.filter((row) => row.crash_count >= MAX_CRASHES).map((row) => row.id);
    const claimed = ids.filter((row) => row.crash_count < MAX_CRASHES).map((row) => row.id);
    await tx.db.pocRun.updateMany({
      where: { organizationId: deps.organizationId, id: { in: poisoned } },
      data: { state: "failed", reason: "The worker ended three times during this run.", finishedAt: tx.now },
    });
    await tx.db.pocRun.updateMany({
      where: { organizationId: deps.organizationId, id: { in: claimed } },
      data: {
        state: "running",
        attempt: { increment: 1 },
        crashCount: { increment: 1 },
        batchId: runId,
        startedAt: tx.now,
      },
    });
    const rows = await tx.db.pocRun.findMany({
      where: { organizationId: deps.organizationId, id: { in: claimed } },
      select: { id: true, attempt: true, poc: { select: { fileName: true, content: true, rootPath: true } } },
    });
    for (const row of rows) await announceRun(tx, deps, row.id);
    if (!claimed.includes(runId)) return null;
    const runs = rows.map((row) => ({ runId: row.id, attempt: row.attempt, ...row.poc }));
    const { id: revisionId, number: revision, ownSource } = own.revision;
    return { revisionId, revision, treeKey, ownSource, rootPath: own.poc.rootPath, runs };
  });
}
