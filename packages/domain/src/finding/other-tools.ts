import { fingerprintKey } from "./fingerprints.ts";
import type { Match } from "./match.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { samePackage } from "./package-url.ts";
import type { KnownFinding } from "./publication-plan.ts";
import { severityRank } from "./severity.ts";
import { isOpen } from "./vocabulary.ts";
import { isShared } from "./weakness.ts";

/** A finding that other tools report in the run's source, and this tool does not yet. */
export interface ForeignFinding {
  readonly finding: KnownFinding;
  /** Files in which it is seen now; null for one without a file. */
  readonly paths: ReadonlySet<string | null>;
  /** A person has said that what this tool reports there is something else. */
  readonly parted: boolean;
}

/** Two findings, or a result and a finding, that may be one. */
export interface SharedSuggestion {
  readonly result: number;
  readonly finding: KnownFinding;
  readonly match: Match;
}

export interface SharedMatches {
  /** By index of the result. */
  readonly merged: ReadonlyMap<number, { readonly finding: KnownFinding; readonly match: Match }>;
  readonly suggested: readonly SharedSuggestion[];
}

/** `function` alone is too weak to merge by. */
const SURE = ["any/secret", "any/advisory", "any/weakness"] as const;
const WEAK = "any/function";
const MOST_SUGGESTIONS = 10;

/**
 * Findings of other tools that results of this run are as well. Merged is what shares the weakness class and the very
 * statement (or the advisory of a package, or a secret in a file) where neither side has a second one like it, and where
 * nothing is hidden by it: the result is not worse than the finding, the code does not ask to look away from either, and
 * no person has parted them. Everything else that looks alike is suggested.
 */
export function matchOtherTools(
  results: readonly NormalizedFinding[],
  own: ReadonlyMap<number, unknown>,
  foreign: readonly ForeignFinding[],
): SharedMatches {
  const merged = new Map<number, { finding: KnownFinding; match: Match }>();
  const suggested: SharedSuggestion[] = [];
  if (foreign.length === 0) return { merged, suggested };
  const byKey = keysOf(foreign);
  const related = new Map<number, Map<ForeignFinding, string>>();
  const claims = new Map<ForeignFinding, number>();
  results.forEach((result, at) => {
    const found = relatedTo(result, byKey, SURE);
    if (found.size === 0) return;
    related.set(at, found);
    for (const each of found.keys()) claims.set(each, (claims.get(each) ?? 0) + 1);
  });
  for (const [at, found] of related) {
    const result = results[at];
    const [only, ...more] = found;
    if (result === undefined || only === undefined) continue;
    const alone = more.length === 0 && claims.get(only[0]) === 1;
    if (alone && !own.has(at) && mayMerge(result, only[0], only[1])) {
      merged.set(at, { finding: only[0].finding, match: matchOf("other-tool", only) });
    } else if (alone || !own.has(at)) {
      // What this tool has known for long is suggested only where nothing else comes into question.
      for (const each of [...found].slice(0, MOST_SUGGESTIONS)) suggest(suggested, at, each);
    }
  }
  weakly(results, byKey, (at) => related.has(at), suggested);
  return { merged, suggested };
}

/** One hit of this tool and one finding of another with the same class in one function: likely, and never sure. */
function weakly(
  results: readonly NormalizedFinding[],
  byKey: ReadonlyMap<string, readonly ForeignFinding[]>,
  isRelated: (at: number) => boolean,
  suggested: SharedSuggestion[],
): void {
  const hits = new Map<string, number[]>();
  results.forEach((result, at) => {
    for (const key of keysIn(result, [WEAK])) hits.set(key, [...(hits.get(key) ?? []), at]);
  });
  for (const [key, at] of hits) {
    const [only, ...more] = at;
    const found = byKey.get(key) ?? [];
    const [other] = found;
    if (only === undefined || more.length > 0 || found.length !== 1 || other === undefined || isRelated(only)) continue;
    const result = results[only];
    if (result !== undefined && isSamePlace(result, other, WEAK)) suggest(suggested, only, [other, WEAK]);
  }
}

function suggest(suggested: SharedSuggestion[], result: number, [other, algorithm]: [ForeignFinding, string]): void {
  if (other.parted) return;
  const said = suggested.some((each) => each.result === result && each.finding.id === other.finding.id);
  if (!said) suggested.push({ result, finding: other.finding, match: matchOf("suggested", [other, algorithm]) });
}

function matchOf(step: Match["step"], [{ finding }, algorithm]: [ForeignFinding, string]): Match {
  return { step, algorithm, version: 1, ...(finding.scanner === null ? {} : { tool: finding.scanner }) };
}

function keysOf(foreign: readonly ForeignFinding[]): Map<string, ForeignFinding[]> {
  const byKey = new Map<string, ForeignFinding[]>();
  for (const each of foreign) {
    for (const key of each.finding.keys) byKey.set(key, [...(byKey.get(key) ?? []), each]);
  }
  return byKey;
}

function keysIn(result: NormalizedFinding, algorithms: readonly string[]): string[] {
  return result.fingerprints
    .filter(({ algorithm }) => isShared(algorithm) && algorithms.includes(algorithm))
    .map(fingerprintKey);
}

/** Findings at the place of a result that share a fingerprint, each with the strongest. */
function relatedTo(
  result: NormalizedFinding,
  byKey: ReadonlyMap<string, readonly ForeignFinding[]>,
  algorithms: readonly string[],
): Map<ForeignFinding, string> {
  const found = new Map<ForeignFinding, string>();
  for (const algorithm of algorithms) {
    for (const key of keysIn(result, [algorithm])) {
      for (const each of byKey.get(key) ?? []) {
        if (!found.has(each) && isSamePlace(result, each, algorithm)) found.set(each, algorithm);
      }
    }
  }
  return found;
}

function isSamePlace(result: NormalizedFinding, { finding, paths }: ForeignFinding, algorithm: string): boolean {
  const path = result.path ?? null;
  if (algorithm !== "any/advisory") return path !== null && paths.has(path);
  if (result.package === undefined || finding.package === null) return false;
  if (!samePackage(result.package, finding.package)) return false;
  // Tools name the lock file, the folder of the package, or no file at all.
  return path === null || paths.has(null) || [...paths].some((each) => rootOf(each ?? "") === rootOf(path));
}

/** The folder whose dependencies a path is about: before `node_modules`, or that of the lock file. */
function rootOf(path: string): string {
  const modules = path.match(/^(.*?)(?:^|\/)node_modules(?:\/|$)/);
  if (modules !== null) return modules[1] ?? "";
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

/** That nothing is hidden: see `matchOtherTools`. */
function mayMerge(result: NormalizedFinding, { finding, parted }: ForeignFinding, algorithm: string): boolean {
  if (parted || result.suppressed !== undefined) return false;
  if (finding.decisionOrigin === "in-code" || finding.decisionOrigin === "tool") return false;
  if (!isOpen(finding.state) && finding.state !== "dismissed" && finding.state !== "acknowledged") return false;
  // Advisories and secrets are what they are; what a class of weakness means in one place, tools rate differently.
  return algorithm !== "any/weakness" || severityRank(result.severity) >= severityRank(finding.severity);
}
