import { fingerprintKey } from "./fingerprints.ts";
import type { Match, MatchStep } from "./match.ts";
import type { FingerprintValue, NormalizedFinding } from "./normalized.ts";
import { fileOf, type KnownPlace, placeOfResult, type Recognizable } from "./places.ts";
import { groupBy, pairTied, sameFunction } from "./ties.ts";

/** The files of the revision and those that the run looked at; null where the run does not tell. */
export interface RunFiles {
  readonly all: ReadonlySet<string> | null;
  readonly scanned: ReadonlySet<string> | null;
  /** The name that git gave a file since; absent where git is not at hand. */
  readonly renamed?: ((path: string) => string | undefined) | undefined;
}

/** A finding by its id and number. */
export interface Suggestion {
  readonly id: string;
  readonly number: number;
}

export interface Identified<K extends Recognizable> {
  /** By index of the result: the finding that it is, and why. */
  readonly pairs: ReadonlyMap<number, { readonly finding: K; readonly match: Match }>;
  /** By index of an unpaired result: the findings that it may also be. */
  readonly suggestions: ReadonlyMap<number, readonly Suggestion[]>;
}

/** Lines that a hit may have moved and still be near; within one named function any distance is near. */
export const NEAR_LINES = 20;
const MAX_SUGGESTIONS = 10;
// So many hits of one check in one file cannot be told apart by nearness; comparing all of them would take minutes.
const NEAR_PAIRS = 250_000;

interface KeyStep {
  readonly step: MatchStep;
  readonly algorithm: string;
  /** Equal text in another file is another place. */
  readonly sameFile?: boolean;
}

// An algorithm that ends in a slash stands for all that begin with it.
const KEY_STEPS: readonly KeyStep[] = [
  { step: "tool", algorithm: "tool/" },
  { step: "advisory", algorithm: "advisory" },
  { step: "sarif", algorithm: "sarif/" },
  { step: "context", algorithm: "context" },
  { step: "secret", algorithm: "secret" },
  { step: "line", algorithm: "line", sameFile: true },
  { step: "location", algorithm: "location" },
];

function stepOf(algorithm: string): KeyStep | undefined {
  const slash = algorithm.indexOf("/");
  const family = slash < 0 ? algorithm : algorithm.slice(0, slash + 1);
  return KEY_STEPS.find((each) => each.algorithm === family);
}

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
  matching.byRenamedFunctions();
  matching.byNearness(matching.renames());
  return matching.identified();
}

class Matching<K extends Recognizable> {
  readonly #results: readonly NormalizedFinding[];
  readonly #known: readonly K[];
  /** Findings that stand in a file under its new name, by id: as they were given. */
  readonly #before = new Map<string, K>();
  readonly #files: RunFiles;
  readonly #pairs = new Map<number, { finding: K; match: Match }>();
  readonly #taken = new Set<string>();
  readonly #resembles = new Map<number, Map<string, Suggestion>>();
  /** Names that checks had before, and what they are called in this run. */
  readonly #renamed = new Map<string, string>();
  /** Results and findings that share a fingerprint, by its key. */
  readonly #groups = new Map<string, { fingerprint: FingerprintValue; results: number[]; known: K[] }>();

  constructor(results: readonly NormalizedFinding[], known: readonly K[], files: RunFiles) {
    this.#results = results;
    // Of two that stand at one place the older is taken first, however they were read.
    this.#files = files;
    this.#known = known.toSorted((a, b) => a.number - b.number).map((finding) => this.#underNewName(finding));
    results.forEach((result, at) => {
      for (const former of result.formerDetectors ?? []) this.#renamed.set(former, result.detector);
      for (const fingerprint of result.fingerprints) {
        const key = fingerprintKey(fingerprint);
        const group = this.#groups.get(key);
        if (group === undefined) this.#groups.set(key, { fingerprint, results: [at], known: [] });
        else if (group.results.at(-1) !== at) group.results.push(at);
      }
    });
    for (const finding of this.#known) for (const key of finding.keys) this.#groups.get(key)?.known.push(finding);
  }

  byKeys({ step, sameFile }: KeyStep): void {
    const groups = [...this.#groups.values()]
      .filter(({ fingerprint, known }) => known.length > 0 && stepOf(fingerprint.algorithm)?.step === step)
      .sort((a, b) => b.fingerprint.version - a.fingerprint.version);
    const whyOf = ({ algorithm, version }: FingerprintValue): Match => ({ step, algorithm, version });
    // Findings keep the fingerprints of places that they have left: first, each is taken where it is.
    for (const { fingerprint, results, known } of groups) this.#stayed(results, known, whyOf(fingerprint));
    for (const { fingerprint, results, known } of groups) {
      if (sameFile !== true) this.#settle(results, known, whyOf(fingerprint));
      else {
        const here = groupBy(known, (finding) => fileOf(finding.place));
        for (const [file, mine] of groupBy(results, (at) => fileOf(this.#place(at)))) {
          this.#settle(mine, here.get(file) ?? [], whyOf(fingerprint));
        }
      }
    }
  }

  /** Pairs the only free hit of a check with the only free finding of it near the same place. */
  byNearness(pathNow: (path: string) => string | undefined): void {
    const free = groupBy(this.#freeResults(), (at) => this.#spot(this.#result(at).detector, this.#result(at).path));
    const near = new Map<number, K[]>();
    const claims = new Map<string, number>();
    const gone = this.#known.filter(({ id, presentInLineage }) => presentInLineage && !this.#taken.has(id));
    const spots = groupBy(gone, ({ detector, place }) => {
      const path = place.path === null ? undefined : pathNow(place.path);
      return path === undefined ? "" : this.#spot(this.#nameNow(detector), path);
    });
    for (const [spot, findings] of spots) {
      const hits = free.get(spot) ?? [];
      if (hits.length * findings.length > NEAR_PAIRS) continue;
      for (const finding of findings) {
        for (const at of hits) {
          if (!isNear(this.#result(at), finding.place)) continue;
          const others = near.get(at);
          if (others === undefined) near.set(at, [finding]);
          else others.push(finding);
          claims.set(finding.id, (claims.get(finding.id) ?? 0) + 1);
        }
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
    for (const { fingerprint, results, known } of this.#groups.values()) {
      if (known.length === 0 || fingerprint.algorithm !== "line") continue;
      this.#pairMoved(
        results.filter((at) => !this.#pairs.has(at)),
        known,
        "line",
      );
    }
  }

  /** The same for hits of one check in a function of the same name in a contract of the same name. */
  byRenamedFunctions(): void {
    const named = (detector: string | null, { container, callable }: KnownPlace) =>
      container === null || callable === null ? "" : [detector, container, callable].join("\u0001");
    const homes = groupBy(this.#known, ({ detector, place }) => named(this.#nameNow(detector), place));
    const hits = groupBy(this.#freeResults(), (at) => named(this.#result(at).detector, this.#place(at)));
    for (const [home, results] of hits) if (home !== "") this.#pairMoved(results, homes.get(home) ?? [], "function");
  }

  /** Files that are gone and whose findings were all recognised in one other file. */
  renames(): (path: string) => string | undefined {
    const targets = new Map<string, Set<string>>();
    for (const [at, { finding }] of this.#pairs) {
      const [from, to] = [this.#given(finding).place.path, this.#result(at).path];
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
    const suggestions = open.map(([at, found]) => [at, [...found.values()].slice(0, MAX_SUGGESTIONS)] as const);
    return { pairs: this.#pairs, suggestions: new Map(suggestions) };
  }

  /** Results in the function in which findings with their fingerprint are now, where there are as many of both. */
  #stayed(results: readonly number[], known: readonly K[], why: Match): void {
    const hits = results.filter((at) => !this.#pairs.has(at)).map((at) => ({ at, place: this.#place(at) }));
    const present = known.filter(({ id, presentInLineage }) => presentInLineage && !this.#taken.has(id));
    const alone = results.length === 1 && known.length === 1;
    for (const { at, finding, tie } of sameFunction(hits, present)) {
      this.#pair(at, finding, alone ? why : { ...why, tie });
    }
  }

  /** One-to-one within results and findings that share a fingerprint. */
  #settle(results: readonly number[], known: readonly K[], why: Match): void {
    const free = () => ({
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
    const tied = free();
    const hits = tied.at.map((at) => ({ at, place: this.#place(at) }));
    for (const { at, finding, tie } of pairTied(hits, tied.of)) this.#pair(at, finding, { ...why, tie });
    only();
    const rest = free();
    for (const each of rest.at) this.#resemble(each, rest.of);
  }

  // A finding in a file that exists and was not looked at has not left it.
  #mayHaveMoved(at: number, finding: K): boolean {
    const { path } = finding.place;
    if (path === null || path === this.#result(at).path || !finding.presentInLineage) return true;
    return this.#files.all?.has(path) !== true || this.#files.scanned?.has(path) !== false;
  }

  #pair(at: number, finding: K, why: Match): void {
    if (this.#pairs.has(at) || this.#taken.has(finding.id) || this.#newerDisagrees(at, finding, why)) return;
    const given = this.#given(finding);
    const from = placeOf(given.place.path ?? undefined, given.place.startLine ?? undefined);
    const to = placeOf(this.#result(at).path, this.#result(at).startLine);
    const renamed = given !== finding && finding.place.path === to.path ? { renamed: "git" as const } : {};
    this.#pairs.set(at, { finding: given, match: { ...why, ...renamed, from, to } });
    this.#taken.add(finding.id);
  }

  /** One free result, and one finding whose file is gone: the file was renamed. More of either are suggested. */
  #pairMoved(results: readonly number[], known: readonly K[], algorithm: string): void {
    const { all } = this.#files;
    if (all === null) return;
    const gone = known.filter((finding) => {
      const { path } = this.#given(finding).place;
      return !this.#taken.has(finding.id) && finding.presentInLineage && path !== null && !all.has(path);
    });
    const [at, finding] = [results[0], gone[0]];
    if (at === undefined || finding === undefined) return;
    if (results.length === 1 && gone.length === 1) this.#pair(at, finding, { step: "rename", algorithm });
    else for (const each of results) this.#resemble(each, gone);
  }

  /** A finding in a file that is gone, and that git tells is this other one, stands there. */
  #underNewName(finding: K): K {
    const { path } = finding.place;
    const { all, renamed } = this.#files;
    if (path === null || all === null || all.has(path)) return finding;
    const now = renamed?.(path);
    if (now === undefined || !all.has(now)) return finding;
    this.#before.set(finding.id, finding);
    return { ...finding, place: { ...finding.place, path: now } };
  }

  #given(finding: K): K {
    return this.#before.get(finding.id) ?? finding;
  }

  #resemble(at: number, findings: readonly K[]): void {
    if (findings.length === 0) return;
    const found = this.#resembles.get(at) ?? new Map<string, Suggestion>();
    for (const { id, number } of findings.slice(0, MAX_SUGGESTIONS)) found.set(id, { id, number });
    this.#resembles.set(at, found);
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
    return placeOfResult(this.#result(at));
  }

  /** Of a fingerprint's versions the greatest that both have decides (SARIF 2.1.0, 3.27.16); older ones may be coarser. */
  #newerDisagrees(at: number, finding: K, { step, algorithm, version }: Match): boolean {
    if (step !== "sarif" || algorithm === undefined || version === undefined) return false;
    const newer = this.#result(at).fingerprints.filter(
      (each) => each.algorithm === algorithm && each.version > version,
    );
    return newer.some((each) => {
      const sameVersion = fingerprintKey({ ...each, value: "" });
      return !finding.keys.has(fingerprintKey(each)) && [...finding.keys].some((key) => key.startsWith(sameVersion));
    });
  }

  #nameNow(detector: string | null): string | null {
    return detector === null ? null : (this.#renamed.get(detector) ?? detector);
  }

  #spot(detector: string | null, path: string | undefined): string {
    return `${detector ?? ""}\u0001${path ?? ""}`;
  }
}

function isNear(result: NormalizedFinding, place: KnownPlace): boolean {
  if (result.startLine === undefined || place.startLine === null) return false;
  if (result.callable !== undefined && place.callable !== null) return result.callable === place.callable;
  return Math.abs(result.startLine - place.startLine) <= NEAR_LINES;
}

function placeOf(path: string | undefined, line: number | undefined): { path?: string; line?: number } {
  return { ...(path === undefined ? {} : { path }), ...(line === undefined ? {} : { line }) };
}
