import { isBacklog, isTouched } from "./backlog.ts";
import { type CommandFacts, type FindingCommand, transition } from "./lifecycle.ts";
import { type Match, matchSentence } from "./match.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { covers } from "./policy.ts";
import { event, isMild, policyEvent, subjectOf, suppressionComment } from "./publication-events.ts";
import type { KnownFinding, PublicationPlan, PublishedRun } from "./publication-plan.ts";
import { NO_DECISION, outcomeOf, type StandingDecision } from "./standing.ts";
import type { FindingState } from "./states.ts";

export interface NextState extends StandingDecision {
  readonly state: FindingState;
  readonly stateBefore: FindingState | null;
  readonly reason: string | null;
  readonly backlogAt: Date | null;
  readonly branchOnly: boolean;
  readonly changed: boolean;
}

/**
 * The newest run of the default branch moves states; of what only other branches have shown, the newest run of any of
 * them does.
 */
export function movesStateOf(run: PublishedRun, finding: KnownFinding): boolean {
  return run.movesState || (run.newest && finding.branchOnly);
}

export function unchangedState(finding: KnownFinding): NextState {
  const { state, stateBefore, decisionReason: reason, backlogAt, branchOnly } = finding;
  return { state, stateBefore, reason, backlogAt, branchOnly, ...standingOf(finding), changed: false };
}

function standingOf({ decisionOrigin, policyId, decidedFrom, acknowledgedUntil }: StandingDecision): StandingDecision {
  return { decisionOrigin, policyId, decidedFrom, acknowledgedUntil };
}

export function stateOfSeen(
  plan: PublicationPlan,
  run: PublishedRun,
  finding: KnownFinding,
  result: NormalizedFinding,
  match: Match,
  now: Date,
): NextState {
  // Seen all along is not seen again: a PoC may have resolved what the scanner still reports.
  const again = finding.here?.present !== true;
  const sentence = `seen again. ${matchSentence(match)}`;
  const back = again
    ? (move(plan, finding, "regress", { by: "import" }, sentence, now) ??
      move(plan, finding, "see-again", { by: "import" }, sentence, now))
    : undefined;
  if (back !== undefined) return back;
  const byPolicy = stateByPolicy(plan, run, finding, result, now);
  if (byPolicy !== undefined) return byPolicy;
  // A comment in the code speaks to one tool; what others say, it neither hides nor brings back.
  const isOwn = finding.scanner === null || finding.scanner === run.scanner;
  const released = isOwn ? releasedByCode(plan, finding, result, now) : undefined;
  if (released !== undefined) return released;
  // A report tells of the code; only our own scans have read it. What a person has looked at is theirs.
  const undecided = finding.state === "new";
  if (isOwn && result.suppressed?.by === "in-code" && run.readsCode && undecided && isMild(finding.severity, run)) {
    const facts = { by: "in-code", dismissReason: "wont-fix", comment: suppressionComment(result) } as const;
    const dismissed = move(plan, finding, "dismiss", facts, "suppressed in the code", now);
    const standing = { decisionOrigin: "in-code", policyId: null, decidedFrom: finding.state } as const;
    if (dismissed !== undefined) return { ...dismissed, reason: "wont-fix", ...standing };
  }
  if (
    isBacklog(finding.state, finding.backlogAt) &&
    isTouched(finding.here?.functionHash ?? null, result.functionHash)
  ) {
    const where = result.callable === undefined ? "the code around it" : `the code of ${result.callable}`;
    plan.events.push({ ...event(finding.id, "import", "backlog", "open", `${where} was touched`), kind: "backlog" });
    return { ...unchangedState(finding), backlogAt: null, changed: true };
  }
  return unchangedState(finding);
}

/** Asks the one machine; records the event when it agrees. */
export function move(
  plan: PublicationPlan,
  finding: KnownFinding,
  command: FindingCommand,
  facts: CommandFacts,
  why: string,
  now: Date,
): NextState | undefined {
  const answer = transition({ ...finding, hasLineage: true, hasPoc: false }, command, facts, now);
  if (!answer.ok) return undefined;
  plan.events.push({
    ...event(finding.id, facts.by, answer.from, answer.to, why),
    reason: facts.dismissReason ?? null,
    comment: facts.comment ?? null,
  });
  // What is back after it was gone is news, wherever it was put before.
  const backlogAt = answer.to === "regressed" ? null : finding.backlogAt;
  const { decisionReason: reason, branchOnly } = finding;
  return { state: answer.to, stateBefore: null, reason, backlogAt, branchOnly, ...NO_DECISION, changed: true };
}

/** The comment, or the tool's own configuration, that held a finding aside is gone: it is back where it was. */
function releasedByCode(
  plan: PublicationPlan,
  finding: KnownFinding,
  result: NormalizedFinding,
  now: Date,
): NextState | undefined {
  const { decisionOrigin, decidedFrom } = finding;
  if (result.suppressed !== undefined || (decisionOrigin !== "in-code" && decisionOrigin !== "tool")) return undefined;
  const by = decisionOrigin === "in-code" ? "in-code" : "policy";
  const why = decisionOrigin === "in-code" ? "the suppression in the code is gone" : "the tool reports it again";
  const released = move(plan, finding, "release", { by, previous: decidedFrom ?? "new" }, why, now);
  return released === undefined ? undefined : { ...released, reason: null };
}

/** What policies say of a finding that is seen: one that no longer covers it lets go, one that covers it decides. */
function stateByPolicy(
  plan: PublicationPlan,
  run: PublishedRun,
  finding: KnownFinding,
  result: NormalizedFinding,
  now: Date,
): NextState | undefined {
  const subject = subjectOf(run, result, finding);
  const holding = run.policies.find((each) => each.id === finding.policyId);
  if (holding !== undefined && !covers(holding, subject)) {
    const facts = { by: "policy", previous: finding.decidedFrom ?? "new" } as const;
    const released = move(plan, finding, "release", facts, "the policy no longer covers it", now);
    return released === undefined ? undefined : { ...released, reason: null };
  }
  // What a person has looked at is theirs; a policy begins with what is undecided.
  const policy = finding.state === "new" ? run.policies.find((each) => covers(each, subject)) : undefined;
  const outcome = policy === undefined ? undefined : outcomeOf(policy, finding.state, now);
  if (policy === undefined || outcome === undefined) return undefined;
  plan.events.push(policyEvent(finding.id, policy, finding.state, outcome.state));
  plan.stats.policy += 1;
  return { ...unchangedState(finding), ...outcome, changed: true };
}
