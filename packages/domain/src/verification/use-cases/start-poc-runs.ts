import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
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
 * testing. A redelivered job claims again all that its dead attempt held, even when its own run has ended meanwhile.
 * `alone` takes on no others. Returns null when there is nothing to claim: another batch has the run, or it has no
 * content to run on.
 */
export async function startPocRuns(
  deps: ProjectDeps,
  runId: string,
  { alone = false }: { readonly alone?: boolean } = {},
): Promise<PocBatch | null> {
  return deps.withOrganization(async (tx) => {
    // Two deliveries of one job must not claim side by side.
    await tx.db.$queryRaw`SELECT 1 FROM "poc_run" WHERE "organization_id" = ${deps.organizationId}::uuid
      AND "id" = ${runId}::uuid FOR UPDATE`;
    const own = await tx.db.pocRun.findFirst({
      where: { organizationId: deps.organizationId, id: runId },
      select: {
        state: true,
        batchId: true,
        crashCount: true,
        revision: { select: { id: true, number: true, treeKey: true, ownSource: true } },
        poc: { select: { rootPath: true } },
      },
    });
    const treeKey = own?.revision.treeKey ?? null;
    if (own === null || treeKey === null) return null;
    // Whoever takes others on must hold its own run: nothing else would bring them back after a crash.
    const holdsOwn = own.state === "queued" || (own.state === "running" && own.batchId === runId);
    const takesOn = holdsOwn && own.crashCount < MAX_CRASHES && !alone;
    const ids = await tx.db.$queryRaw<{ id: string; crash_count: number }[]>`
      SELECT r."id", r."crash_count" FROM "poc_run" r
      JOIN "poc" p ON p."organization_id" = r."organization_id" AND p."id" = r."poc_id"
      WHERE r."organization_id" = ${deps.organizationId}::uuid AND r."revision_id" = ${own.revision.id}::uuid
        AND p."root_path" = ${own.poc.rootPath} AND ((r."state" = 'queued' AND (${takesOn} OR r."id" = ${runId}::uuid)) OR (r."state" = 'running' AND r."batch_id" = ${runId}::uuid))
      ORDER BY (r."id" = ${runId}::uuid) DESC, p."number" LIMIT ${BATCH} FOR UPDATE OF r SKIP LOCKED`;
    const poisoned = ids.filter((row) => row.crash_count >= MAX_CRASHES).map((row) => row.id);
    const claimed = ids.filter((row) => row.crash_count < MAX_CRASHES).map((row) => row.id);
    await quarantine(tx, deps, poisoned);
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
    if (claimed.length === 0) return null;
    const runs = rows.map((row) => ({ runId: row.id, attempt: row.attempt, ...row.poc }));
    const { id: revisionId, number: revision, ownSource } = own.revision;
    return { revisionId, revision, treeKey, ownSource, rootPath: own.poc.rootPath, runs };
  });
}

async function quarantine(tx: Tx, deps: ProjectDeps, runIds: readonly string[]): Promise<void> {
  await tx.db.pocRun.updateMany({
    where: { organizationId: deps.organizationId, id: { in: [...runIds] } },
    data: { state: "failed", reason: "The worker ended three times during this run.", finishedAt: tx.now },
  });
  for (const runId of runIds) {
    await recordAudit(tx, deps, "verification.quarantine-run", { subjectId: runId, projectId: deps.projectId });
    await announceRun(tx, deps, runId);
  }
}
