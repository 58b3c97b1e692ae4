import { recordAudit } from "../../audit/server.ts";
import { notify } from "../../notification/server.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { permissionFor } from "../decisions.ts";
import { findingError } from "../errors.ts";
import { type CommandFacts, type Refusal, transition } from "../lifecycle.ts";
import { toSummary } from "../row.ts";
import type { Decision, DecideFinding, FindingSummary } from "../schema.ts";
import { findingRow } from "../sql/page-of-findings.ts";
import { projectPath } from "./announce-findings.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { findFinding } from "./find-finding.ts";
import { type DecidableFinding, type DecisionFields, loadForDecision, storedFields } from "./load-for-decision.ts";
import { lockFindings } from "./lock-findings.ts";

/**
 * Takes one decision on one finding or on a selection, all or none. Throws finding.not-found, finding.stale (with
 * both versions), finding.not-allowed-now, finding.needs-more, finding.severe-dismissal,
 * finding.acknowledge-forbidden, finding.duplicate-of-itself and finding.member-not-found.
 */
export async function decideFinding(deps: ProjectDeps, input: DecideFinding): Promise<FindingSummary[]> {
  return deps.withOrganization(async (tx) => {
    await lockFindings(tx, deps);
    const findings = await loadForDecision(tx, deps, input.findings);
    const { decision } = input;
    if (decision.command === "acknowledge") await memberExists(tx, deps, decision.owner);
    const original = decision.command === "duplicate" ? await originalOf(tx, deps, decision.of) : null;
    for (const finding of findings) await decide(tx, deps, finding, decision, original);
    const scope = { deps, projectId: deps.projectId };
    const rows: FindingSummary[] = [];
    for (const { number } of findings) rows.push(toSummary(await findingRow(tx, scope, number)));
    return rows;
  });
}

async function decide(
  tx: Tx,
  deps: ProjectDeps,
  finding: DecidableFinding,
  decision: Decision,
  original: string | null,
): Promise<void> {
  allowed(deps, finding, decision);
  if (original === finding.id) throw findingError("finding.duplicate-of-itself");
  const facts = factsOf(deps, decision, original);
  const answer = transition(finding.facts, decision.command, facts, tx.now);
  if (!answer.ok) throw refusal(answer.refusal, finding);
  const fields = fieldsAfter(finding, decision, answer.to, facts);
  await changeFinding(tx, deps, finding, fields);
  await addEvents(tx, deps, [
    {
      findingId: finding.id,
      kind: "transition",
      origin: "human",
      from: answer.from,
      to: answer.to,
      reason: decision.command === "dismiss" || decision.command === "acknowledge" ? decision.reason : null,
      comment: "comment" in decision ? (decision.comment ?? null) : null,
      details: { before: storedFields(finding), ...detailsOf(decision) },
    },
  ]);
  await recordAudit(tx, deps, `finding.${decision.command}`, {
    subjectId: finding.id,
    projectId: deps.projectId,
    before: storedFields(finding),
    after: storedFields(fields),
    details: { number: finding.number, from: answer.from, to: answer.to },
  });
  if (decision.command === "acknowledge" && decision.owner !== finding.assigneeId) {
    await tellOwner(tx, deps, finding, decision.owner);
  }
}

function allowed(deps: ProjectDeps, finding: DecidableFinding, decision: Decision): void {
  const permission = permissionFor(decision.command, finding.severity);
  if (deps.can(permission)) return;
  if (permission === "finding:dismiss-high") throw findingError("finding.severe-dismissal");
  throw findingError("finding.acknowledge-forbidden");
}

function factsOf(deps: ProjectDeps, decision: Decision, original: string | null): CommandFacts {
  const facts: CommandFacts = { by: "human", actorId: actorUserId(deps) };
  if (decision.command === "dismiss") return { ...facts, dismissReason: decision.reason, comment: decision.comment };
  if (decision.command === "acknowledge") {
    return { ...facts, comment: decision.reason, ownerId: decision.owner, until: decision.until };
  }
  return original === null ? facts : { ...facts, duplicateOfId: original };
}

function fieldsAfter(
  finding: DecidableFinding,
  decision: Decision,
  to: DecisionFields["state"],
  facts: CommandFacts,
): DecisionFields {
  const { command } = decision;
  // A finding that a person reopens against a run's silence remembers it: the next silence proves nothing new.
  const overruled = command === "confirm" && (finding.state === "resolved" || finding.state === "not-observed");
  return {
    state: to,
    stateBefore: overruled ? finding.state : command === "confirm" ? null : finding.stateBefore,
    decisionReason: facts.dismissReason ?? (command === "acknowledge" ? decision.reason : null),
    acknowledgedUntil: facts.until ?? null,
    duplicateOfId: facts.duplicateOfId ?? null,
    fixClaimedById:
      command === "claim-fix" ? (facts.actorId ?? null) : command === "confirm-fix" ? finding.fixClaimedById : null,
    assigneeId: facts.ownerId ?? finding.assigneeId,
    // Whoever decides takes it out of the backlog.
    backlogAt: null,
  };
}

function detailsOf(decision: Decision): Record<string, string | number> {
  if (decision.command === "duplicate") return { of: decision.of };
  return decision.command === "acknowledge" ? { until: decision.until.toISOString() } : {};
}

function refusal(refused: Refusal, finding: DecidableFinding) {
  const details = { number: finding.number, state: finding.state, ...refused };
  const needs = refused.problem === "needs" && !["other-person", "no-lineage-no-poc"].includes(refused.need);
  return findingError(needs ? "finding.needs-more" : "finding.not-allowed-now", { details });
}

/** The finding that the named one stands for: itself, or what it is a duplicate of. */
async function originalOf(tx: Tx, deps: ProjectDeps, number: number): Promise<string> {
  const row = await findFinding(tx, deps, number, { id: true, duplicateOfId: true });
  return row.duplicateOfId ?? row.id;
}

async function memberExists(tx: Tx, deps: ProjectDeps, memberId: string): Promise<void> {
  const found = await tx.db.member.count({
    where: { organizationId: deps.organizationId, id: memberId, removedAt: null },
  });
  if (found === 0) throw findingError("finding.member-not-found");
}

async function tellOwner(tx: Tx, deps: ProjectDeps, finding: DecidableFinding, memberId: string): Promise<void> {
  await notify(tx, deps, {
    kind: "finding.acknowledge",
    title: finding.restricted
      ? `F-${finding.number} is acknowledged and yours`
      : `F-${finding.number} is acknowledged and yours: ${finding.title}`,
    href: `${await projectPath(tx, deps)}/finding/F-${finding.number}`,
    projectId: deps.projectId,
    subjectId: finding.id,
    to: { memberIds: [memberId] },
  });
}
