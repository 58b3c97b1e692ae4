import { judgeUnseen, mustHold } from "./closing.ts";
import { fingerprintKey } from "./fingerprints.ts";
import type { Identified } from "./identity.ts";
import type { SharedSuggestion } from "./other-tools.ts";
import { type Match, matchSentence } from "./match.ts";
import type { FingerprintValue, NormalizedFinding } from "./normalized.ts";
import { birth } from "./publication-births.ts";
import { event } from "./publication-events.ts";
import {
  emptyPlan,
  type KnownFinding,
  type PlaceInLineage,
  type PlannedOutcome,
  type PublicationPlan,
  type PublishedRun,
} from "./publication-plan.ts";
import { move, movesStateOf, type NextState, stateOfSeen, unchangedState } from "./publication-states.ts";
import { equalPlaces, placeOfResult, placeWords } from "./places.ts";
import { isOpen } from "./vocabulary.ts";

/** Everything that a publication writes, decided in memory: pure in its inputs and `newId`. */
export function planPublication(
  run: PublishedRun,
  results: readonly NormalizedFinding[],
  known: readonly KnownFinding[],
  identified: Identified<KnownFinding> & { readonly shared?: readonly SharedSuggestion[] },
  at: { readonly now: Date; readonly newId: () => string },
): PublicationPlan {
  const plan = emptyPlan(known.filter((finding) => finding.here !== null && isOpen(finding.state)).length);
  plan.stats.results = results.length;
  plan.stats.dependency = results.filter((result) => result.dependency).length;
  plan.stats.suppressed = results.filter((result) => result.suppressed !== undefined).length;
  const seen = new Set<string>();
  const ids = new Map<number, string>();
  const originals = originalsAmong(known);
  results.forEach((result, index) => {
    const pair = identified.pairs.get(index);
    if (pair === undefined) {
      const alike = identified.shared?.filter((each) => each.result === index).map(({ finding }) => finding) ?? [];
      const candidates = [...(identified.suggestions.get(index) ?? []), ...alike];
      const id = bringIn(plan, run, result, candidates, at);
      ids.set(index, id);
      for (const { id: otherId } of identified.suggestions.get(index) ?? []) {
        plan.pairs.push({ findingId: id, otherId, match: { step: "suggested" } });
      }
      return;
    }
    ids.set(index, pair.finding.id);
    seen.add(pair.finding.id);
    recognise(plan, run, result, pair.finding, pair.match, at.now);
    regressOriginal(plan, run, pair.finding, originals, at.now);
  });
  for (const { result, finding, match } of identified.shared ?? []) {
    const findingId = ids.get(result);
    if (findingId !== undefined) plan.pairs.push({ findingId, otherId: finding.id, match });
  }
  if (run.newest) {
    const unseen = known.filter((finding) => finding.here !== null && !seen.has(finding.id));
    missing(plan, run, unseen, seen, originals, at.now);
  }
  return plan;
}

function bringIn(
  plan: PublicationPlan,
  run: PublishedRun,
  result: NormalizedFinding,
  alike: readonly { readonly number: number }[],
  at: { readonly now: Date; readonly newId: () => string },
): string {
  const id = at.newId();
  const candidates = [...new Set(alike.map(({ number }) => number))];
  const match: Match = candidates.length === 0 ? { step: "new" } : { step: "suggested", candidates };
  const { events, ...born } = birth(run, result, id, at.now);
  plan.findings.push({ id, result, ...born });
  plan.occurrences.push({ findingId: id, result, present: run.newest, latest: true, match });
  for (const fingerprint of distinct(result.fingerprints)) plan.fingerprints.push({ findingId: id, fingerprint });
  const unheard = result.suppressed?.by === "in-code" && born.state === "new";
  const why = unheard ? `${matchSentence(match)} ${UNHEARD}` : matchSentence(match);
  plan.events.push(event(id, "import", null, "new", why), ...events);
  const [said] = events;
  plan.outcomes.push({ kind: "new", finding: null, result, match, why: said?.why ?? (unheard ? UNHEARD : null) });
  plan.stats.in += 1;
  if (born.decisionOrigin !== null) plan.stats.aside += 1;
  if (born.decisionOrigin === "policy") plan.stats.policy += 1;
  if (candidates.length > 0) plan.stats.suggested += 1;
  return id;
}

const UNHEARD = "The code asks to look away from it; a finding this severe needs people to decide so.";

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
    const known = samePlace(result, here) || run.placedBefore.has(finding.id);
    if (!known) plan.occurrences.push({ findingId: finding.id, result, present: false, latest: here === null, match });
    count(plan, known ? "unchanged" : "moved", { finding, result, match, why: "an older revision moves no state" });
    return;
  }
  const stayed = here?.present === true && samePlace(result, here);
  if (!stayed) {
    if (here !== null) plan.superseded.push(here.occurrenceId);
    plan.occurrences.push({ findingId: finding.id, result, present: true, latest: true, match });
  }
  if (match.step === "other-tool") {
    plan.attributions.push({ findingId: finding.id, result, match });
    plan.events.push({ ...event(finding.id, "import", null, run.scanner, matchSentence(match)), kind: "attributed" });
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
  const seen = movesStateOf(run, finding)
    ? stateOfSeen(plan, run, finding, result, match, now)
    : unchangedState(finding);
  const next = arrived(plan, run, finding, seen);
  // Two tools point at different lines of one statement: the one that brought it in says where it is while it sees it.
  const leads = movesStateOf(run, finding) && (finding.scanner === null || finding.scanner === run.scanner);
  const shows = leads || !run.presentElsewhere.has(finding.id);
  const shown = shows ? placeOfResult(result) : finding.shown;
  if (next.changed || !equalPlaces(shown, finding.shown)) plan.updates.push({ id: finding.id, ...next, shown });
  const back = next.state === "regressed" && next.changed;
  const why = next.changed && !back ? (plan.events.at(-1)?.why ?? null) : null;
  count(plan, back ? "reopened" : moved ? "moved" : "unchanged", { finding, result, match, why });
}

/** What only branches had shown counts from the moment on when the default branch shows it. */
function arrived(plan: PublicationPlan, run: PublishedRun, finding: KnownFinding, next: NextState): NextState {
  if (!run.movesState || !finding.branchOnly) return next;
  plan.events.push({
    ...event(finding.id, "import", null, run.ref, "the default branch shows it from now on"),
    kind: "branch",
  });
  if (isOpen(next.state) && next.state !== "regressed") plan.arrivals.push(finding.severity);
  return { ...next, branchOnly: false, changed: true };
}

function count(
  plan: PublicationPlan,
  kind: "reopened" | "moved" | "unchanged",
  outcome: Omit<PlannedOutcome, "kind">,
): void {
  plan.stats[kind] += 1;
  plan.outcomes.push({ kind, ...outcome });
}

function missing(
  plan: PublicationPlan,
  run: PublishedRun,
  unseen: readonly KnownFinding[],
  seen: ReadonlySet<string>,
  originals: ReadonlyMap<string, KnownFinding>,
  now: Date,
): void {
  const closings: { finding: KnownFinding; why: string }[] = [];
  for (const finding of unseen) {
    const { here } = finding;
    if (here === null) continue;
    const { verdict, why } = judgeUnseen({ ...finding, detector: here.detector, path: here.path }, run.evidence);
    if (verdict === "no-evidence") continue;
    if (here.present) plan.gone.push(here.occurrenceId);
    const original = originals.get(finding.id);
    if (original !== undefined && verdict === "closes" && here.present && movesStateOf(run, original)) {
      if (!seen.has(original.id) && !isShown(original, run)) closings.push({ finding: original, why });
    }
    if (!movesStateOf(run, finding) || isShown(finding, run) || keptOpen(finding, here)) continue;
    if (verdict === "closes") closings.push({ finding, why });
    else if (here.present) {
      const next = move(plan, finding, "not-observe", { by: "import" }, why, now);
      if (next === undefined) continue;
      plan.updates.push({ id: finding.id, ...next, stateBefore: finding.state, shown: finding.shown });
      plan.stats.notObserved += 1;
      plan.outcomes.push({ kind: "not-observed", finding, result: null, match: null, why });
    }
  }
  // Several duplicates may stand for one finding.
  const once = [...new Map(closings.map((closing) => [closing.finding.id, closing])).values()];
  const open = once.filter(({ finding }) => isOpen(finding.state));
  if (mustHold(open.length, plan.openBefore)) {
    plan.held.push(...open.map(({ finding }) => finding.id));
    plan.stats.held = open.length;
    for (const each of open) plan.outcomes.push({ kind: "held", ...each, result: null, match: null });
    return;
  }
  for (const { finding, why } of open) {
    const next = move(plan, finding, "resolve", { by: "import", evidence: true }, why, now);
    if (next === undefined) continue;
    plan.updates.push({ id: finding.id, ...next, shown: finding.shown });
    plan.outcomes.push({ kind: "closes", finding, result: null, match: null, why });
    plan.stats.closed += 1;
  }
}

/** Somewhere else it is still there: on the default branch, or on any for what has never been on that one. */
function isShown(finding: KnownFinding, run: PublishedRun): boolean {
  return run.presentElsewhere.has(finding.id);
}

/**
 * Findings that duplicates of this lineage stand for, by the duplicate's id: people have merged them, so they live as
 * long as either is seen. What a person recorded by hand, no tool closes.
 */
function originalsAmong(known: readonly KnownFinding[]): Map<string, KnownFinding> {
  const byId = new Map(known.map((finding) => [finding.id, finding]));
  return new Map(
    known.flatMap((finding) => {
      const original = finding.state === "duplicate" ? byId.get(finding.duplicateOfId ?? "") : undefined;
      return original === undefined || original.origin === "manual" ? [] : [[finding.id, original] as const];
    }),
  );
}

/** A duplicate that is seen again brings the finding back that it stands for. */
function regressOriginal(
  plan: PublicationPlan,
  run: PublishedRun,
  duplicate: KnownFinding,
  originals: ReadonlyMap<string, KnownFinding>,
  now: Date,
): void {
  const original = originals.get(duplicate.id);
  if (original === undefined || !movesStateOf(run, original) || duplicate.here?.present === true) return;
  if (plan.updates.some((update) => update.id === original.id)) return;
  const why = "what was merged into it is seen again";
  const back = move(plan, original, "regress", { by: "import" }, why, now) ?? unchangedState(original);
  const next = arrived(plan, run, original, back);
  if (next.changed) plan.updates.push({ id: original.id, ...next, shown: original.shown });
}

/** A person reopened it after a run had shown that it is gone: the same silence proves nothing more. */
function keptOpen(finding: KnownFinding, here: PlaceInLineage): boolean {
  return !here.present && (finding.stateBefore === "resolved" || finding.stateBefore === "not-observed");
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
