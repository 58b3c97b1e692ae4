import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { transition } from "../lifecycle.ts";
import { isOpen } from "../vocabulary.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { loadById, storedFields } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";
import { tellRegressed, tellReproduced } from "./tell-news.ts";

export interface PocOutcome {
  readonly findingId: string;
  readonly verdict: "reproduces" | "does-not-reproduce";
  readonly revisionId: string;
  readonly runId: string;
}

/**
 * Tells a finding what its PoC did on the newest revision of the default branch, in the caller's transaction: a
 * resolved finding whose PoC reproduces is regressed, an open one whose PoC no longer does is resolved. Human
 * decisions stay. The caller has checked the revision; every result leaves a line in the history.
 */
export async function applyPocResult(tx: Tx, deps: ProjectDeps, outcome: PocOutcome): Promise<void> {
  await lockFindings(tx, deps);
  const finding = await loadById(tx, deps, outcome.findingId);
  if (finding === null) return;
  const revision = await tx.db.revision.findFirst({
    where: { organizationId: deps.organizationId, projectId: deps.projectId, id: outcome.revisionId },
    select: { number: true },
  });
  const { verdict, runId } = outcome;
  const details = { verdict, runId, revision: revision?.number ?? null };
  const command = verdict === "reproduces" ? "regress" : "resolve";
  const answer = transition(finding.facts, command, { by: "poc", evidence: true }, tx.now);
  const known = verdict === "reproduces" && (await reproducedLast(tx, deps, finding.id));
  await addEvents(tx, deps, [{ findingId: finding.id, kind: "poc", origin: "poc", to: verdict, details }]);
  const proved = verdict === "reproduces" && finding.backlog;
  if (proved) {
    await changeFinding(tx, deps, finding, { backlogAt: null });
    const why = "its PoC reproduces";
    await addEvents(tx, deps, [
      {
        findingId: finding.id,
        kind: "backlog",
        origin: "poc",
        from: "backlog",
        to: "open",
        details: { ...details, why },
      },
    ]);
  }
  if (!answer.ok) {
    if (verdict === "reproduces" && !known && isOpen(finding.state)) await tellReproduced(tx, deps, finding.id);
    return;
  }
  const back = answer.to === "regressed";
  const backlogAt = back ? null : finding.backlogAt;
  await changeFinding(tx, deps, finding, { state: answer.to, stateBefore: null, backlogAt });
  if (back) {
    await tx.db.snooze.deleteMany({ where: { organizationId: deps.organizationId, findingId: finding.id } });
  }
  await addEvents(tx, deps, [
    { findingId: finding.id, kind: "transition", origin: "poc", from: answer.from, to: answer.to, details },
  ]);
  await recordAudit(tx, deps, `finding.${command}`, {
    subjectId: finding.id,
    projectId: deps.projectId,
    before: storedFields(finding),
    after: { state: answer.to },
    details: { number: finding.number, from: answer.from, to: answer.to, verdict },
  });
  if (back) await tellRegressed(tx, deps, [finding.id]);
}

/** True when the result before this one was the same: a PoC runs on every commit, and is news once. */
async function reproducedLast(tx: Tx, deps: ProjectDeps, findingId: string): Promise<boolean> {
  const last = await tx.db.findingEvent.findFirst({
    where: { organizationId: deps.organizationId, findingId, kind: "poc" },
    select: { to: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  return last?.to === "reproduces";
}
