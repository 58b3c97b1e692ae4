import { isBacklog, isTouched } from "./backlog.ts";
import { judgeUnseen, mustHold } from "./closing.ts";
import { fingerprintKey } from "./fingerprints.ts";
import type { Identified } from "./identity.ts";
import { SEVERE } from "./decisions.ts";
import { type CommandFacts, type FindingCommand, transition } from "./lifecycle.ts";
import { type Match, matchSentence } from "./match.ts";
import type { FingerprintValue, NormalizedFinding, Severity } from "./normalized.ts";
import type { KnownFinding, PlaceInLineage, PlannedEvent, PublicationPlan, PublishedRun } from "./publication-plan.ts";
import { equalPlaces, placeOfResult, placeWords } from "./places.ts";
import { atLeastAsBad } from "./severity.ts";
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
  const born = birth(run, result);
  plan.findings.push({ id, result, state: born.state, stateBefore: born.stateBefore, reason: born.reason });
  plan.occurrences.push({ findingId: id, result, present: run.newest, latest: true, match });
  for (const fingerprint of distinct(result.fingerprints)) plan.fingerprints.push({ findingId: id, fingerprint });
  plan.events.push(event(id, "import", null, "new", matchSentence(match)));
  if (born.state !== "new") plan.events.push({ ...event(id, born.origin, "new", born.state, born.why), ...born.said });
  plan.stats.in += 1;
  if (candidates !== undefined) plan.stats.suggested += 1;
}

/** New, unless the code itself says otherwise, or a newer run of the lineage has already shown that it is gone. */
function birth(run: PublishedRun, result: NormalizedFinding) {
  const newborn = { state: "new", stateBefore: null, reason: null, origin: "import", why: "", said: {} } as const;
  if (!run.newest && run.newerEvidence !== null) {
    const { verdict, why } = judgeUnseen({ detector: result.detector, path: result.path ?? null }, run.newerEvidence);
    const said = `a newer revision was scanned before: ${why}`;
    if (verdict === "closes") return { ...newborn, state: "resolved", why: said } as const;
    if (verdict === "not-observed")
      return { ...newborn, state: "not-observed", stateBefore: "new", why: said } as const;
  }
  if (result.suppressed === undefined || !isMild(result.severity)) return newborn;
  const comment = suppressionComment(result);
  // A report may say how its own tool was told to look away; it may not look away for what is already known here.
  const inCode = result.suppressed.by === "in-code";
  const reason = inCode ? "wont-fix" : "known-issue";
  return {
    ...newborn,
    state: "dismissed",
    reason,
    origin: inCode ? "in-code" : "policy",
    why: inCode ? "suppressed in the code" : "suppressed by the tool's own configuration",
    said: { reason, comment },
  } as const;
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

interface NextState {
  readonly state: FindingState;
  readonly stateBefore: FindingState | null;
  readonly reason: string | null;
  readonly backlogAt: Date | null;
  readonly changed: boolean;
}

function unchangedState(finding: KnownFinding): NextState {
  const { state, stateBefore, decisionReason: reason, backlogAt } = finding;
  return { state, stateBefore, reason, backlogAt, changed: false };
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
  // A report tells of the code; only our own scans have read it.
  if (result.suppressed?.by === "in-code" && run.readsCode && isMild(finding.severity)) {
    const facts = { by: "in-code", dismissReason: "wont-fix", comment: suppressionComment(result) } as const;
    const dismissed = move(plan, finding, "dismiss", facts, "suppressed in the code", now);
    if (dismissed !== undefined) return { ...dismissed, reason: "wont-fix" };
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
  return { state: answer.to, stateBefore: null, reason: finding.decisionReason, backlogAt, changed: true };
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
