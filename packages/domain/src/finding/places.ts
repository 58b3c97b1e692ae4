import type { NormalizedFinding } from "./normalized.ts";

/** Where a finding is known to be: its newest place in the lineage of the run, else the place that it shows. */
export interface KnownPlace {
  readonly path: string | null;
  readonly startLine: number | null;
  readonly container: string | null;
  readonly callable: string | null;
}

/** What matching reads of a finding. `keys` are those of its fingerprints that occur in the run, and all versions of SARIF's. */
export interface Recognizable {
  readonly id: string;
  readonly number: number;
  readonly detector: string | null;
  readonly place: KnownPlace;
  /** Seen by the newest publication of the lineage: only then do lines mean the same file. */
  readonly presentInLineage: boolean;
  readonly keys: ReadonlySet<string>;
}

/** The place that a result names. */
export function placeOfResult(result: NormalizedFinding): KnownPlace {
  return {
    path: result.path ?? null,
    startLine: result.startLine ?? null,
    container: result.container ?? null,
    callable: result.callable ?? null,
  };
}

export function equalPlaces(a: KnownPlace, b: KnownPlace): boolean {
  return a.path === b.path && a.startLine === b.startLine && a.container === b.container && a.callable === b.callable;
}

/** `src/Vault.sol:12`, for people. */
export function placeWords(place: KnownPlace): string {
  return place.startLine === null ? (place.path ?? "no file") : `${place.path ?? "no file"}:${place.startLine}`;
}

export function fileOf(place: KnownPlace): string {
  return place.path ?? "";
}
