import { recordAudit } from "../../audit/server.ts";
import { actorToken, actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { permissionFor } from "../decisions.ts";
import { findingError } from "../errors.ts";
import { type CommandFacts, type Refusal, transition, type TransitionResult } from "../lifecycle.ts";
import type { Decision } from "../schema.ts";
import { addEvents, changeFinding } from "./change-finding.ts";
import { rememberPair } from "./remember-pair.ts";
import { type DecidableFinding, type DecisionFields, loadById, storedFields } from "./load-for-decision.ts";

/** A decision with what it names looked up, and the proposal that it confirms. */
export interface ReadyDecision {
  readonly decision: Decision;
  /** Id of the finding that a duplicate stands for. */
  readonly original?: string | null;
  readonly proposal?: { readonly id: string; readonly by: string };
}

/** What a decision would do, with every rule but the second person's asked. */
export function judgeDecision(
  deps: ProjectDeps,
  finding: DecidableFinding,
  ready: ReadyDecision,
  now: Date,
): { answer: TransitionResult & { ok: true }; facts: CommandFacts } {
  const { decision, original = null } = ready;
  requirePermission(deps, finding, decision.command);
  if (original === finding.id) throw findingError("finding.duplicate-of-itself");
  const facts = factsOf(deps, decision, original);
  const answer = transition(finding.facts, decision.command, facts, now);
  if (!answer.ok) throw refusal(answer.refusal, finding);
  return { answer, facts };
}

/** A program proposes, and a person decides. Throws finding.token-decides-nothing. */
export function requirePerson(deps: ProjectDeps): void {
  if (actorToken(deps) !== null) throw findingError("finding.token-decides-nothing");
}

/** Carries a person's decision out: columns, history and audit. Who calls it tells of it, of many decisions at once. */
export async function takeDecision(
  tx: Tx,
  deps: ProjectDeps,
  finding: DecidableFinding,
  ready: ReadyDecision,
): Promise<void> {
  requirePerson(deps);
  const { decision, proposal } = ready;
  const { answer, facts } = judgeDecision(deps, finding, ready, tx.now);
  const fields = fieldsAfter(finding, decision, answer.to, facts);
  await changeFinding(tx, deps, finding, fields);
  if (decision.command === "duplicate" && ready.original != null) {
    await rememberPair(tx, deps, [finding.id, ready.original], "same");
    if (!finding.branchOnly) await bringToDefault(tx, deps, ready.original);
  } else if (decision.command === "split" && finding.duplicateOfId !== null) {
    await rememberPair(tx, deps, [finding.id, finding.duplicateOfId], "apart");
  }
  const second = proposal === undefined ? {} : { proposal: proposal.id, proposedBy: proposal.by };
  await addEvents(tx, deps, [
    {
      findingId: finding.id,
      kind: "transition",
      origin: "human",
      from: answer.from,
      to: answer.to,
      reason: decision.command === "dismiss" || decision.command === "acknowledge" ? decision.reason : null,
      comment: "comment" in decision ? (decision.comment ?? null) : null,
      details: { before: storedFields(finding), ...detailsOf(decision), ...second },
    },
  ]);
  await recordAudit(tx, deps, `finding.${decision.command}`, {
    subjectId: finding.id,
    projectId: deps.projectId,
    before: storedFields(finding),
    after: storedFields(fields),
    details: { number: finding.number, from: answer.from, to: answer.to, ...second },
  });
}

/** What stands for a finding of the default branch is one of it. */
async function bringToDefault(tx: Tx, deps: ProjectDeps, originalId: string): Promise<void> {
  const original = await loadById(tx, deps, originalId);
  if (original?.branchOnly === true) await changeFinding(tx, deps, original, { branchOnly: false });
}

/** Throws finding.severe-dismissal or finding.acknowledge-forbidden. */
export function requirePermission(
  deps: ProjectDeps,
  finding: Pick<DecidableFinding, "severity">,
  command: Decision["command"],
): void {
  const permission = permissionFor(command, finding.severity);
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
    decisionOrigin: ["dismiss", "acknowledge", "duplicate"].includes(command) ? "human" : null,
    policyId: null,
    decidedFrom: null,
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
