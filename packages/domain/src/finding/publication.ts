import { isBacklog, isTouched } from "./backlog.ts";
import { judgeUnseen, mustHold } from "./closing.ts";
import { fingerprintKey } from "./fingerprints.ts";
import type { Identified } from "./identity.ts";
import { SEVERE } from "./decisions.ts";
import { type CommandFacts, type FindingCommand, transition } from "./lifecycle.ts";
import { type Match, matchSentence } from "./match.ts";
import type { FingerprintValue, NormalizedFinding, Severity } from "./normalized.ts";
import { covers, type PolicySubject } from "./policy.ts";
import type { KnownFinding, PlaceInLineage, PlannedEvent, PublicationPlan, PublishedRun } from "./publication-plan.ts";
import { equalPlaces, placeOfResult, placeWords } from "./places.ts";
import { atLeastAsBad } from "./severity.ts";
import { type ActivePolicy, NO_DECISION, outcomeOf, type StandingDecision } from "./standing.ts";
import { type EventOrigin, type FindingState, isOpen } from "./states.ts";

/** Everything that a publication writes, decided in memory: pure in its inputs and `newId`. */
export function planPublication(
  run: PublishedRun,
  results: readonly NormalizedFinding[],
  known: readonly KnownFinding[],
  identified: Identified<KnownFinding>,
  at: { readonly now: Date; readonly newId: () => string },
): PublicationPlan {
  const plan: PublicationPlan = {
    findings: [],
    updates: [],
    occurrences: [],
    superseded: [],
    gone: [],
    rehashed: [],
    fingerprints: [],
    events: [],
    held: [],
    openBefore: known.filter((finding) => finding.here !== null && isOpen(finding.state)).length,
    stats: {
      results: results.length,
      in: 0,
      unchanged: 0,
      moved: 0,
      closed: 0,
      held: 0,
      reopened: 0,
      notObserved: 0,
      dependency: results.filter((result) => result.dependency).length,
      suggested: 0,
      aside: 0,
      policy: 0,
      suppressed: 0,
    },
  };
  const seen = new Set<string>();
  results.forEach((result, index) => {
    const pair = identified.pairs.get(index);
    if (pair === undefined) return bringIn(plan, run, result, identified.suggestions.get(index), at);
    seen.add(pair.finding.id);
    recognise(plan, run, result, pair.finding, pair.match, at.now);
  });
  if (run.newest) {
    const unseen = known.filter((finding) => finding.here !== null && !seen.has(finding.id));
    missing(plan, run, unseen, at.now);
  }
  return plan;
}

function bringIn(
  plan: PublicationPlan,
  run: PublishedRun,
  result: NormalizedFinding,
  candidates: readonly number[] | undefined,
  at: { readonly now: Date; readonly newId: () => string },
): void {
  const id = at.newId();
  const match: Match = candidates === undefined ? { step: "new" } : { step: "suggested", candidates: [...candidates] };
  const { events, ...born } = birth(run, result, id, at.now);
  plan.findings.push({ id, result, ...born });
  plan.occurrences.push({ findingId: id, result, present: run.newest, latest: true, match });
  for (const fingerprint of distinct(result.fingerprints)) plan.fingerprints.push({ findingId: id, fingerprint });
  plan.events.push(event(id, "import", null, "new", matchSentence(match)), ...events);
  plan.stats.in += 1;
  if (born.decisionOrigin !== null) plan.stats.aside += 1;
  if (born.decisionOrigin === "policy") plan.stats.policy += 1;
  if (result.suppressed !== undefined) plan.stats.suppressed += 1;
  if (candidates !== undefined) plan.stats.suggested += 1;
}

interface Birth extends StandingDecision {
  readonly state: FindingState;
  readonly stateBefore: FindingState | null;
  readonly reason: string | null;
  readonly events: readonly PlannedEvent[];
}

/**
 * New, unless a newer run of the lineage has already shown that it is gone, the code itself says otherwise, or a
 * policy covers it.
 */
function birth(run: PublishedRun, result: NormalizedFinding, id: string, now: Date): Birth {
  const newborn = { state: "new", stateBefore: null, reason: null, ...NO_DECISION, events: [] } as const;
  if (!run.newest && run.newerEvidence !== null) {
    const { verdict, why } = judgeUnseen({ detector: result.detector, path: result.path ?? null }, run.newerEvidence);
    const gone = { closes: "resolved", "not-observed": "not-observed", "no-evidence": null } as const;
    const state = gone[verdict];
    if (state !== null) {
      const said = event(id, "import", "new", state, `a newer revision was scanned before: ${why}`);
      return { ...newborn, state, stateBefore: state === "resolved" ? null : "new", events: [said] };
    }
  }
  return suppressedBirth(result, id, newborn) ?? policyBirth(run, result, id, newborn, now) ?? newborn;
}

function suppressedBirth(result: NormalizedFinding, id: string, newborn: Birth): Birth | undefined {
  if (result.suppressed === undefined || !isMild(result.severity)) return undefined;
  // A report may say how its own tool was told to look away; it may not look away for what is already known here.
  const inCode = result.suppressed.by === "in-code";
  const reason = inCode ? "wont-fix" : "known-issue";
  const why = inCode ? "suppressed in the code" : "suppressed by the tool's own configuration";
  const said = event(id, inCode ? "in-code" : "policy", "new", "dismissed", why);
  return {
    ...newborn,
    state: "dismissed",
    reason,
    decisionOrigin: inCode ? "in-code" : "tool",
    decidedFrom: "new",
    events: [{ ...said, reason, comment: suppressionComment(result) }],
  };
}

function policyBirth(
  run: PublishedRun,
  result: NormalizedFinding,
  id: string,
  newborn: Birth,
  now: Date,
): Birth | undefined {
  const policy = run.policies.find((each) => covers(each, subjectOf(run, result)));
  const outcome = policy === undefined ? undefined : outcomeOf(policy, "new", now);
  if (policy === undefined || outcome === undefined) return undefined;
  return { ...newborn, ...outcome, events: [policyEvent(id, policy, "new", outcome.state)] };
}

function recognise(
  plan: PublicationPlan,
  run: PublishedRun,
  result: NormalizedFinding,
  finding: KnownFinding,
  match: Match,
  now: Date,
): void {
  const { here } = finding;
  const missingKeys = distinct(result.fingerprints).filter((each) => !finding.keys.has(fingerprintKey(each)));
  for (const fingerprint of missingKeys) plan.fingerprints.push({ findingId: finding.id, fingerprint });
  if (!run.newest) {
    if (samePlace(result, here) || run.placedBefore.has(finding.id)) plan.stats.unchanged += 1;
    else {
      plan.occurrences.push({ findingId: finding.id, result, present: false, latest: here === null, match });
      plan.stats.moved += 1;
    }
    return;
  }
  const stayed = here?.present === true && samePlace(result, here);
  if (!stayed) {
    if (here !== null) plan.superseded.push(here.occurrenceId);
    plan.occurrences.push({ findingId: finding.id, result, present: true, latest: true, match });
  }
  const moved = here !== null && !samePlace(result, here);
  if (moved && isWorthTelling(result, here, match)) {
    plan.events.push({
      ...event(finding.id, "import", placeWords(here), placeWords(placeOfResult(result)), matchSentence(match)),
      kind: "moved",
    });
  }
  if (stayed && result.functionHash !== undefined && result.functionHash !== here.functionHash) {
    plan.rehashed.push({ occurrenceId: here.occurrenceId, functionHash: result.functionHash });
  }
  const next = run.movesState ? stateOfSeen(plan, run, finding, result, match, now) : unchangedState(finding);
  const shows = run.movesState || !run.presentElsewhere.has(finding.id);
  const shown = shows ? placeOfResult(result) : finding.shown;
  if (next.changed || !equalPlaces(shown, finding.shown)) plan.updates.push({ id: finding.id, ...next, shown });
  if (next.state === "regressed" && next.changed) plan.stats.reopened += 1;
  else if (moved) plan.stats.moved += 1;
  else plan.stats.unchanged += 1;
}

interface NextState extends StandingDecision {
  readonly state: FindingState;
  readonly stateBefore: FindingState | null;
  readonly reason: string | null;
  readonly backlogAt: Date | null;
  readonly changed: boolean;
}

function unchangedState(finding: KnownFinding): NextState {
  const { state, stateBefore, decisionReason: reason, backlogAt } = finding;
  return { state, stateBefore, reason, backlogAt, ...standingOf(finding), changed: false };
}

function standingOf({ decisionOrigin, policyId, decidedFrom, acknowledgedUntil }: StandingDecision): StandingDecision {
  return { decisionOrigin, policyId, decidedFrom, acknowledgedUntil };
}

function stateOfSeen(
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
  // A report tells of the code; only our own scans have read it.
  if (result.suppressed?.by === "in-code" && run.readsCode && isMild(finding.severity)) {
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

function missing(plan: PublicationPlan, run: PublishedRun, unseen: readonly KnownFinding[], now: Date): void {
  const closings: { finding: KnownFinding; why: string }[] = [];
  for (const finding of unseen) {
    const { here } = finding;
    if (here === null) continue;
    const { verdict, why } = judgeUnseen({ detector: finding.detector, path: here.path }, run.evidence);
    if (verdict === "no-evidence") continue;
    if (here.present) plan.gone.push(here.occurrenceId);
    if (!run.movesState || run.presentElsewhere.has(finding.id) || keptOpen(finding, here)) continue;
    if (verdict === "closes") closings.push({ finding, why });
    else if (here.present) {
      const next = move(plan, finding, "not-observe", { by: "import" }, why, now);
      if (next === undefined) continue;
      plan.updates.push({ id: finding.id, ...next, stateBefore: finding.state, shown: finding.shown });
      plan.stats.notObserved += 1;
    }
  }
  const open = closings.filter(({ finding }) => isOpen(finding.state));
  if (mustHold(open.length, plan.openBefore)) {
    plan.held.push(...open.map(({ finding }) => finding.id));
    plan.stats.held = open.length;
    return;
  }
  for (const { finding, why } of open) {
    const next = move(plan, finding, "resolve", { by: "import", evidence: true }, why, now);
    if (next === undefined) continue;
    plan.updates.push({ id: finding.id, ...next, shown: finding.shown });
    plan.stats.closed += 1;
  }
}

/** A person reopened it after a run had shown that it is gone: the same silence proves nothing more. */
function keptOpen(finding: KnownFinding, here: PlaceInLineage): boolean {
  return !here.present && (finding.stateBefore === "resolved" || finding.stateBefore === "not-observed");
}

/** Asks the one machine; records the event when it agrees. */
function move(
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
  const { decisionReason: reason } = finding;
  return { state: answer.to, stateBefore: null, reason, backlogAt, ...NO_DECISION, changed: true };
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

function subjectOf(run: PublishedRun, result: NormalizedFinding, known?: KnownFinding): PolicySubject {
  return {
    detector: known === undefined ? result.detector : known.detector,
    path: result.path ?? null,
    package: result.package ?? known?.package ?? null,
    advisories: [...result.advisories, ...(known?.advisories ?? [])],
    severity: known?.severity ?? result.severity,
    branches: [run.ref, ...(known === undefined ? [] : (run.otherRefs.get(known.id) ?? []))],
  };
}

function policyEvent(findingId: string, policy: ActivePolicy, from: FindingState, to: FindingState): PlannedEvent {
  const said = policy.reason === null ? { reason: policy.comment } : { reason: policy.reason, comment: policy.comment };
  return { ...event(findingId, "policy", from, to, "covered by a policy"), ...said, policyId: policy.id };
}

function event(
  findingId: string,
  origin: EventOrigin,
  from: string | null,
  to: string | null,
  why: string,
): PlannedEvent {
  return { findingId, kind: "transition", origin, from, to, reason: null, comment: null, why };
}

/** What a developer may dismiss alone, a comment in the code may dismiss too. */
function isMild(severity: Severity): boolean {
  return !atLeastAsBad(severity, SEVERE);
}

function suppressionComment(result: NormalizedFinding): string {
  return (
    result.suppressed?.reason?.trim() ||
    (result.suppressed?.by === "tool" ? "Suppressed by the tool." : "Suppressed in the code.")
  );
}

/** Lines shift with every commit; a history line is owed when the file or function changed, or the match was weak. */
function isWorthTelling(result: NormalizedFinding, here: PlaceInLineage, match: Match): boolean {
  const weak = !["tool", "advisory", "sarif", "context", "secret"].includes(match.step);
  const elsewhere = (result.path ?? null) !== here.path || (result.callable ?? null) !== here.callable;
  return weak || elsewhere || (result.container ?? null) !== here.container;
}

function samePlace(result: NormalizedFinding, here: PlaceInLineage | null): boolean {
  return here !== null && equalPlaces(placeOfResult(result), here) && (result.endLine ?? null) === here.endLine;
}

function distinct(fingerprints: readonly FingerprintValue[]): FingerprintValue[] {
  return [...new Map(fingerprints.map((each) => [fingerprintKey(each), each])).values()];
}
