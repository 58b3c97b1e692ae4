import { fingerprintKey } from "./fingerprints.ts";
import type { Match, MatchStep } from "./match.ts";
import type { FingerprintValue, NormalizedFinding } from "./normalized.ts";

/** Where a finding is known to be: its newest place in the lineage of the run, else the place that it shows. */
export interface KnownPlace {
  readonly path: string | null;
  readonly startLine: number | null;
  readonly container: string | null;
  readonly callable: string | null;
}

/** What matching reads of a finding. `keys` are those of its fingerprints that occur in the run. */
export interface Recognizable {
  readonly id: string;
  readonly number: number;
  readonly detector: string | null;
  readonly place: KnownPlace;
  /** Seen by the newest publication of the lineage: only then do lines mean the same file. */
  readonly presentInLineage: boolean;
  readonly keys: ReadonlySet<string>;
}

/** The files of the revision and those that the run looked at; null where the run does not tell. */
export interface RunFiles {
  readonly all: ReadonlySet<string> | null;
  readonly scanned: ReadonlySet<string> | null;
}

export interface Identified<K extends Recognizable> {
  /** By index of the result: the finding that it is, and why. */
  readonly pairs: ReadonlyMap<number, { readonly finding: K; readonly match: Match }>;
  /** By index of an unpaired result: numbers of the findings that it may also be. */
  readonly suggestions: ReadonlyMap<number, readonly number[]>;
}

/** Lines that a hit may have moved and still be near; within one named function any distance is near. */
export const NEAR_LINES = 20;
const MAX_SUGGESTIONS = 10;

interface KeyStep {
  readonly step: MatchStep;
  readonly takes: (algorithm: string) => boolean;
  /** Equal text in another file is another place. */
  readonly sameFile?: boolean;
}

const KEY_STEPS: readonly KeyStep[] = [
  { step: "tool", takes: (algorithm) => algorithm.startsWith("tool/") },
  { step: "advisory", takes: (algorithm) => algorithm === "advisory" },
  { step: "sarif", takes: (algorithm) => algorithm.startsWith("sarif/") },
  { step: "context", takes: (algorithm) => algorithm === "context" },
  { step: "secret", takes: (algorithm) => algorithm === "secret" },
  { step: "line", takes: (algorithm) => algorithm === "line", sameFile: true },
  { step: "location", takes: (algorithm) => algorithm === "location" },
];

/**
 * Recognises results of one run as known findings: strongest step first, one result to one finding. A tie that
 * place, file, function or order does not settle is left open and suggested, never merged.
 */
export function identify<K extends Recognizable>(
  results: readonly NormalizedFinding[],
  known: readonly K[],
  files: RunFiles,
): Identified<K> {
  const matching = new Matching(results, known, files);
  for (const step of KEY_STEPS) matching.byKeys(step);
  matching.byNearness((path) => path);
  matching.byRenamedLines();
  matching.byNearness(matching.renames());
  return matching.identified();
}

class Matching<K extends Recognizable> {
  readonly #results: readonly NormalizedFinding[];
  readonly #known: readonly K[];
  readonly #files: RunFiles;
  readonly #pairs = new Map<number, { finding: K; match: Match }>();
  readonly #taken = new Set<string>();
  readonly #resembles = new Map<number, Set<number>>();

  constructor(results: readonly NormalizedFinding[], known: readonly K[], files: RunFiles) {
    this.#results = results;
    this.#known = known;
    this.#files = files;
  }

  byKeys({ step, takes, sameFile }: KeyStep): void {
    const groups = new Map<string, { fingerprint: FingerprintValue; results: number[]; known: K[] }>();
    this.#results.forEach((result, at) => {
      if (this.#pairs.has(at)) return;
      for (const fingerprint of result.fingerprints.filter((each) => takes(each.algorithm))) {
        const key = fingerprintKey(fingerprint) + (sameFile ? `\u0001${result.path ?? ""}` : "");
        const group = groups.get(key) ?? { fingerprint, results: [], known: [] };
        groups.set(key, group);
        group.results.push(at);
      }
    });
    for (const finding of this.#known) {
      if (this.#taken.has(finding.id)) continue;
      for (const key of finding.keys) {
        groups.get(key + (sameFile ? `\u0001${finding.place.path ?? ""}` : ""))?.known.push(finding);
      }
    }
    for (const { fingerprint, results, known } of groups.values()) {
      const why = { step, algorithm: fingerprint.algorithm, version: fingerprint.version };
      if (known.length > 0) this.#settle(results, known, why);
    }
  }

  /** Pairs the only free hit of a check with the only free finding of it near the same place. */
  byNearness(pathNow: (path: string) => string | undefined): void {
    const free = groupBy(this.#freeResults(), (at) => this.#spot(this.#result(at).detector, this.#result(at).path));
    const near = new Map<number, K[]>();
    const claims = new Map<string, number>();
    for (const finding of this.#known) {
      if (this.#taken.has(finding.id) || !finding.presentInLineage || finding.place.path === null) continue;
      const path = pathNow(finding.place.path);
      const spot = path === undefined ? undefined : this.#spot(finding.detector, path);
      for (const at of (spot === undefined ? undefined : free.get(spot)) ?? []) {
        if (!isNear(this.#result(at), finding.place)) continue;
        near.set(at, [...(near.get(at) ?? []), finding]);
        claims.set(finding.id, (claims.get(finding.id) ?? 0) + 1);
      }
    }
    for (const [at, findings] of near) {
      const [finding] = findings;
      const renamed = this.#result(at).path !== finding?.place.path;
      if (findings.length === 1 && finding !== undefined && claims.get(finding.id) === 1) {
        this.#pair(at, finding, { step: renamed ? "rename" : "nearest" });
      } else this.#resemble(at, findings);
    }
  }

  /** Pairs equal lines across files when the old file is gone and both sides have only one. */
  byRenamedLines(): void {
    const { all } = this.#files;
    if (all === null) return;
    const groups = new Map<string, { results: number[]; known: K[] }>();
    for (const at of this.#freeResults()) {
      for (const fingerprint of this.#result(at).fingerprints.filter((each) => each.algorithm === "line")) {
        const key = fingerprintKey(fingerprint);
        const group = groups.get(key) ?? { results: [], known: [] };
        groups.set(key, group);
        group.results.push(at);
      }
    }
    for (const finding of this.#known) {
      const { path } = finding.place;
      if (this.#taken.has(finding.id) || !finding.presentInLineage || path === null || all.has(path)) continue;
      for (const key of finding.keys) groups.get(key)?.known.push(finding);
    }
    for (const { results, known } of groups.values()) {
      const [at, finding] = [results[0], known[0]];
      if (at === undefined || finding === undefined) continue;
      if (results.length === 1 && known.length === 1) this.#pair(at, finding, { step: "rename", algorithm: "line" });
      else for (const each of results) this.#resemble(each, known);
    }
  }

  /** Files that are gone and whose findings were all recognised in one other file. */
  renames(): (path: string) => string | undefined {
    const targets = new Map<string, Set<string>>();
    for (const [at, { finding }] of this.#pairs) {
      const [from, to] = [finding.place.path, this.#result(at).path];
      if (from === null || to === undefined || from === to || this.#files.all?.has(from) !== false) continue;
      targets.set(from, (targets.get(from) ?? new Set()).add(to));
    }
    return (path) => {
      const [to, ...more] = targets.get(path) ?? [];
      return more.length === 0 ? to : undefined;
    };
  }

  identified(): Identified<K> {
    const open = [...this.#resembles].filter(([at]) => !this.#pairs.has(at));
    const suggestions = open.map(([at, numbers]) => [at, [...numbers].slice(0, MAX_SUGGESTIONS)] as const);
    return { pairs: this.#pairs, suggestions: new Map(suggestions) };
  }

  /** One-to-one within results and findings that share a fingerprint. */
  #settle(results: readonly number[], known: readonly K[], why: Match): void {
    const free = (): Free<K> => ({
      at: results.filter((each) => !this.#pairs.has(each)),
      of: known.filter((each) => !this.#taken.has(each.id)),
    });
    const only = (): void => {
      const { at, of } = free();
      const [result, finding] = [at[0], of[0]];
      if (at.length !== 1 || of.length !== 1 || result === undefined || finding === undefined) return;
      if (this.#mayHaveMoved(result, finding)) this.#pair(result, finding, why);
    };
    only();
    this.#settleEqualCounts(free(), why, "same-function", functionOf);
    this.#settleEqualCounts(free(), why, "same-file", fileOf);
    this.#settleSamePlaces(free(), why);
    only();
    const rest = free();
    for (const each of rest.at) this.#resemble(each, rest.of);
  }

  /** As many hits as findings in one function or file: the same ones, in their order. */
  #settleEqualCounts(
    free: Free<K>,
    why: Match,
    tie: NonNullable<Match["tie"]>,
    spotOf: (at: KnownPlace) => string,
  ): void {
    const theirs = groupBy(free.of, (finding) => spotOf(finding.place));
    for (const [spot, mine] of groupBy(free.at, (at) => spotOf(this.#place(at)))) {
      const known = theirs.get(spot) ?? [];
      if (known.length !== mine.length) continue;
      // A function that lost a hit to its neighbour must not hand its finding over by order.
      const names = new Set(known.map((finding) => finding.place.callable ?? ""));
      const mixed = mine.some((at) => names.has(this.#result(at).callable ?? "\u0001"));
      if (tie === "same-file" && mine.length > 1 && mixed) continue;
      const order = known.toSorted((a, b) => (a.place.startLine ?? 0) - (b.place.startLine ?? 0));
      const hits = mine.toSorted((a, b) => (this.#result(a).startLine ?? 0) - (this.#result(b).startLine ?? 0));
      hits.forEach((at, index) => {
        const finding = order[index];
        if (finding !== undefined) this.#pair(at, finding, { ...why, tie: mine.length === 1 ? tie : "same-order" });
      });
    }
  }

  /** Other counts: only when every one of the fewer stands exactly where one of the more stands. */
  #settleSamePlaces(free: Free<K>, why: Match): void {
    const theirs = groupBy(free.of, (finding) => fileOf(finding.place));
    for (const [file, mine] of groupBy(free.at, (at) => fileOf(this.#place(at)))) {
      const known = theirs.get(file) ?? [];
      const byLine = new Map(known.map((finding) => [finding.place.startLine, finding]));
      const pairs = mine.flatMap((at) => {
        const finding = byLine.get(this.#place(at).startLine);
        return finding === undefined ? [] : [{ at, finding }];
      });
      const distinct = new Set(pairs.map(({ finding }) => finding.id)).size;
      if (pairs.length !== Math.min(mine.length, known.length) || distinct !== pairs.length) continue;
      for (const { at, finding } of pairs) this.#pair(at, finding, { ...why, tie: "same-place" });
    }
  }

  // A finding in a file that exists and was not looked at has not left it.
  #mayHaveMoved(at: number, finding: K): boolean {
    const { path } = finding.place;
    if (path === null || path === this.#result(at).path || !finding.presentInLineage) return true;
    return this.#files.all?.has(path) !== true || this.#files.scanned?.has(path) !== false;
  }

  #pair(at: number, finding: K, why: Match): void {
    if (this.#pairs.has(at) || this.#taken.has(finding.id)) return;
    const from = placeOf(finding.place.path ?? undefined, finding.place.startLine ?? undefined);
    const to = placeOf(this.#result(at).path, this.#result(at).startLine);
    this.#pairs.set(at, { finding, match: { ...why, from, to } });
    this.#taken.add(finding.id);
  }

  #resemble(at: number, findings: readonly K[]): void {
    if (findings.length === 0) return;
    const numbers = this.#resembles.get(at) ?? new Set<number>();
    for (const finding of findings) numbers.add(finding.number);
    this.#resembles.set(at, numbers);
  }

  #freeResults(): number[] {
    return this.#results.flatMap((_result, at) => (this.#pairs.has(at) ? [] : [at]));
  }

  #result(at: number): NormalizedFinding {
    const result = this.#results[at];
    if (result === undefined) throw new Error(`no result ${at}`);
    return result;
  }

  #place(at: number): KnownPlace {
    const { path, startLine, container, callable } = this.#result(at);
    return {
      path: path ?? null,
      startLine: startLine ?? null,
      container: container ?? null,
      callable: callable ?? null,
    };
  }

  #spot(detector: string | null, path: string | undefined): string {
    return `${detector ?? ""}\u0001${path ?? ""}`;
  }
}

interface Free<K> {
  readonly at: readonly number[];
  readonly of: readonly K[];
}

function functionOf(place: KnownPlace): string {
  return JSON.stringify([place.path, place.container, place.callable]);
}

function fileOf(place: KnownPlace): string {
  return place.path ?? "";
}

function isNear(result: NormalizedFinding, place: KnownPlace): boolean {
  if (result.startLine === undefined || place.startLine === null) return false;
  if (result.callable !== undefined && place.callable !== null) return result.callable === place.callable;
  return Math.abs(result.startLine - place.startLine) <= NEAR_LINES;
}

function placeOf(path: string | undefined, line: number | undefined): { path?: string; line?: number } {
  return { ...(path === undefined ? {} : { path }), ...(line === undefined ? {} : { line }) };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
