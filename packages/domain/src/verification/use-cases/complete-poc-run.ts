import { recordAudit } from "../../audit/server.ts";
import { applyPocResult } from "../../finding/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { verificationError } from "../errors.ts";
import type { PocTest, PocVerdict } from "../schema.ts";
import { announceRun } from "./insert-runs.ts";
import type { ClaimedRun } from "./start-poc-runs.ts";

export interface PocResult {
  readonly verdict: PocVerdict;
  readonly reason: string | null;
  readonly tests: readonly PocTest[];
  readonly durationMs: number;
  readonly sandboxed: boolean;
}

/**
 * Publishes one run: result, finding transition and audit in one transaction, if the attempt still holds the fence.
 * Moves the finding only on the newest ready revision of its source's default branch; `error` never moves anything.
 * Throws verification.stale-attempt.
 */
export async function completePocRun(deps: ProjectDeps, run: ClaimedRun, result: PocResult): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const row = await tx.db.pocRun.findFirst({
      where: { organizationId: deps.organizationId, id: run.runId },
      select: { revisionId: true, poc: { select: { findingId: true } } },
    });
    const isNewest = row !== null && (await isNewestOfDefault(tx, deps, row.revisionId));
    const findingId = row?.poc.findingId ?? null;
    const movesState = isNewest && result.verdict !== "error" && findingId !== null;
    const changed = await tx.db.pocRun.updateMany({
      where: { organizationId: deps.organizationId, id: run.runId, attempt: run.attempt, state: "running" },
      data: {
        state: "finished",
        verdict: result.verdict,
        reason: result.reason?.slice(0, 2000) ?? null,
        tests: result.tests.map((test) => ({ ...test })),
        durationMs: Math.round(result.durationMs),
        sandboxed: result.sandboxed,
        movesState,
        crashCount: { decrement: 1 },
        finishedAt: tx.now,
      },
    });
    if (changed.count === 0 || row === null) throw verificationError("verification.stale-attempt");
    if (isNewest && findingId !== null && result.verdict !== "error") {
      await applyPocResult(tx, deps, {
        findingId,
        verdict: result.verdict,
        revisionId: row.revisionId,
        runId: run.runId,
      });
    }
    await recordAudit(tx, deps, "verification.complete-run", {
      subjectId: run.runId,
      projectId: deps.projectId,
      details: { verdict: result.verdict },
    });
    await announceRun(tx, deps, run.runId);
  });
}

/** True when no ready revision of the same source's default branch is newer (by depth for git, else by number). */
async function isNewestOfDefault(tx: Tx, deps: ProjectDeps, revisionId: string): Promise<boolean> {
  const revision = await tx.db.revision.findFirst({
    where: { organizationId: deps.organizationId, id: revisionId },
    select: { sourceId: true, isDefaultRef: true, depth: true, number: true },
  });
  if (revision === null || !revision.isDefaultRef) return false;
  const newer = await tx.db.revision.count({
    where: {
      organizationId: deps.organizationId,
      sourceId: revision.sourceId,
      isDefaultRef: true,
      state: "ready",
      ...(revision.depth === null ? { number: { gt: revision.number } } : { depth: { gt: revision.depth } }),
    },
  });
  return newer === 0;
}
