import type { AllNames } from "../advisory/server.ts";
import { fingerprintKey, prepareResults } from "./fingerprints.ts";
import { type Identified, identify, type RunFiles } from "./identity.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { packageParts } from "./package-url.ts";
import type { Recognizable } from "./places.ts";
import { severityRank } from "./severity.ts";

/** A finding as folding reads it. */
export type KnownOfPackage = Recognizable & { readonly package: string | null };

/** A result in the words of its tool, and under all names of the advisory that it is about. */
export interface NamedResult {
  readonly plain: NormalizedFinding;
  readonly named: NormalizedFinding;
}

/** Prepares results; what the tool named stays in front. */
export function nameResults(results: readonly NormalizedFinding[], allNames: AllNames | null): NamedResult[] {
  const plain = prepareResults(results);
  if (allNames === null) return plain.map((each) => ({ plain: each, named: each }));
  const named = prepareResults(
    results.map((result) => {
      const { package: purl, advisories } = result;
      if (purl === undefined || advisories.length === 0) return result;
      return { ...result, advisories: distinct([...advisories, ...advisories.flatMap((id) => allNames(purl, id))]) };
    }),
  );
  return plain.map((each, at) => ({ plain: each, named: named[at] ?? each }));
}

/** The fingerprints to look up: those of both wordings, each once. */
export function fingerprintsOf(results: readonly NamedResult[]): NormalizedFinding["fingerprints"] {
  const alike = results.every(({ plain, named }) => plain === named);
  if (alike) return results.flatMap(({ plain }) => plain.fingerprints);
  const all = results.flatMap(({ plain, named }) => [...plain.fingerprints, ...named.fingerprints]);
  return [...new Map(all.map((each) => [fingerprintKey(each), each])).values()];
}

/**
 * One result for each component and advisory: a tool that reports one as GHSA and as PYSEC reports one. The first stands
 * for the others, as severe as the worst. What earlier runs made several findings of stays several, each under its own
 * names: folding would look as if all but one were gone.
 */
export function foldAdvisories(results: readonly NamedResult[], known: readonly KnownOfPackage[]): NamedResult[] {
  const groups = new Map<string, NamedResult[]>();
  for (const result of results) {
    const key = componentKey(result.named);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  const present = known.filter(({ presentInLineage }) => presentInLineage);
  const instead = new Map<NamedResult, NamedResult | null>();
  for (const [first, ...others] of groups.values()) {
    if (first === undefined || others.length === 0) continue;
    const all = [first, ...others];
    if (severalKnown(all, present)) {
      for (const each of all) instead.set(each, { plain: each.plain, named: each.plain });
      continue;
    }
    instead.set(first, {
      plain: others.map(({ plain }) => plain).reduce(joined, first.plain),
      named: others.map(({ named }) => named).reduce(joined, first.named),
    });
    for (const each of others) instead.set(each, null);
  }
  return results.flatMap((result) => {
    const other = instead.get(result);
    return other === undefined ? [result] : other === null ? [] : [other];
  });
}

/**
 * Recognises results by what their tool calls them, and what is left by the other names: so that a name that two
 * findings have come to share takes neither away from its own.
 */
export function identifyNamed<K extends Recognizable>(
  results: readonly NamedResult[],
  known: readonly K[],
  files: RunFiles,
): Identified<K> {
  const own = identify(
    results.map(({ plain }) => plain),
    known,
    files,
  );
  const left = results.flatMap(({ plain, named }, at) => (named === plain || own.pairs.has(at) ? [] : [{ at, named }]));
  const more = left.filter(({ at, named }) => named.advisories.length > (results[at]?.plain.advisories.length ?? 0));
  if (more.length === 0) return own;
  const taken = new Set([...own.pairs.values()].map(({ finding }) => finding.id));
  const byNames = identify(
    more.map(({ named }) => named),
    known.filter(({ id }) => !taken.has(id)),
    files,
  );
  const pairs = new Map(own.pairs);
  const suggestions = new Map(own.suggestions);
  more.forEach(({ at }, index) => {
    const pair = byNames.pairs.get(index);
    const like = byNames.suggestions.get(index);
    if (pair !== undefined) {
      pairs.set(at, pair);
      suggestions.delete(at);
    } else if (like !== undefined) suggestions.set(at, like);
  });
  return { pairs, suggestions };
}

/**
 * One component in one file, and one advisory by all its names. Undefined where a result is about something else, and
 * where the code or a tool asks to look away from it: that is said of this one alone.
 */
function componentKey(result: NormalizedFinding): string | undefined {
  const { package: purl, advisories, path, suppressed } = result;
  if (purl === undefined || advisories.length === 0 || suppressed !== undefined) return undefined;
  const { name, version } = packageParts(purl);
  const names = advisories.map((id) => id.toUpperCase()).toSorted();
  return JSON.stringify([name, version, path ?? null, result.dependency, names]);
}

function severalKnown(results: readonly NamedResult[], present: readonly KnownOfPackage[]): boolean {
  const keys = new Set(results.flatMap(({ named }) => named.fingerprints.map(fingerprintKey)));
  const [{ named } = {}] = results;
  const version = packageParts(named?.package ?? "").version;
  const same = present.filter(
    ({ place, keys: own, package: purl }) =>
      place.path === (named?.path ?? null) &&
      purl !== null &&
      packageParts(purl).version === version &&
      [...own].some((key) => keys.has(key)),
  );
  return same.length > 1;
}

function joined(a: NormalizedFinding, b: NormalizedFinding): NormalizedFinding {
  const former = distinct([...(a.formerDetectors ?? []), ...(b.formerDetectors ?? [])]);
  return {
    ...a,
    severity: severityRank(b.severity) < severityRank(a.severity) ? b.severity : a.severity,
    advisories: distinct([...a.advisories, ...b.advisories]),
    tags: distinct([...a.tags, ...b.tags]),
    classes: {
      cwe: distinct([...a.classes.cwe, ...b.classes.cwe]),
      swc: distinct([...a.classes.swc, ...b.classes.swc]),
      scwe: distinct([...a.classes.scwe, ...b.classes.scwe]),
    },
    fingerprints: [...a.fingerprints, ...b.fingerprints],
    ...(former.length === 0 ? {} : { formerDetectors: former }),
  };
}

/** Each text once, whatever its case; the first writing stays. */
function distinct(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const key = text.toUpperCase();
    return seen.has(key) ? false : seen.add(key);
  });
}
