import type { Match } from "./match.ts";
import { fileOf, type KnownPlace, type Recognizable } from "./places.ts";

/** A result with one fingerprint among several equal ones. */
export interface TiedHit {
  readonly at: number;
  readonly place: KnownPlace;
}

export interface TiedPair<K> {
  readonly at: number;
  readonly finding: K;
  readonly tie: NonNullable<Match["tie"]>;
}

/**
 * Tells apart hits and findings that share a fingerprint: as many in one function, as many in one file (kept in their
 * order), else each exactly where one was. Whatever is left of both sides is not settled.
 */
export function pairTied<K extends Recognizable>(hits: readonly TiedHit[], findings: readonly K[]): TiedPair<K>[] {
  const pairs: TiedPair<K>[] = [];
  for (const rule of [sameFunction, sameFile, samePlaces]) {
    const settled = {
      hits: new Set(pairs.map(({ at }) => at)),
      findings: new Set(pairs.map(({ finding }) => finding)),
    };
    const mine = hits.filter((hit) => !settled.hits.has(hit.at));
    const theirs = findings.filter((finding) => !settled.findings.has(finding));
    if (mine.length > 0 && theirs.length > 0) pairs.push(...rule(mine, theirs));
  }
  return pairs;
}

/** As many hits as findings in one function, in their order. */
export function sameFunction<K extends Recognizable>(hits: readonly TiedHit[], findings: readonly K[]): TiedPair<K>[] {
  const theirs = groupBy(findings, (finding) => functionOf(finding.place));
  return [...groupBy(hits, (hit) => functionOf(hit.place))].flatMap(([spot, mine]) =>
    inOrder(mine, theirs.get(spot) ?? [], "same-function"),
  );
}

function sameFile<K extends Recognizable>(hits: readonly TiedHit[], findings: readonly K[]): TiedPair<K>[] {
  const theirs = groupBy(findings, (finding) => fileOf(finding.place));
  return [...groupBy(hits, (hit) => fileOf(hit.place))].flatMap(([file, mine]) => {
    const known = theirs.get(file) ?? [];
    // A function that lost a hit to its neighbour must not hand its finding over by order.
    const names = new Set(known.map((finding) => finding.place.callable));
    const mixed = mine.some((hit) => hit.place.callable !== null && names.has(hit.place.callable));
    return mixed && mine.length > 1 ? [] : inOrder(mine, known, "same-file");
  });
}

function inOrder<K extends Recognizable>(
  hits: readonly TiedHit[],
  findings: readonly K[],
  tie: TiedPair<K>["tie"],
): TiedPair<K>[] {
  if (hits.length !== findings.length) return [];
  const order = findings.toSorted((a, b) => line(a.place) - line(b.place));
  return hits
    .toSorted((a, b) => line(a.place) - line(b.place))
    .flatMap(({ at }, index) => {
      const finding = order[index];
      return finding === undefined ? [] : [{ at, finding, tie: hits.length === 1 ? tie : "same-order" }];
    });
}

/** Other counts: only when every one of the fewer stands exactly where one of the more stands. */
function samePlaces<K extends Recognizable>(hits: readonly TiedHit[], findings: readonly K[]): TiedPair<K>[] {
  const theirs = groupBy(findings, (finding) => fileOf(finding.place));
  return [...groupBy(hits, (hit) => fileOf(hit.place))].flatMap(([file, mine]) => {
    const known = theirs.get(file) ?? [];
    // The first of several at one line stays.
    const byLine = new Map(known.toReversed().map((finding) => [finding.place.startLine, finding]));
    const pairs = mine.flatMap((hit) => {
      const finding = byLine.get(hit.place.startLine);
      return finding === undefined ? [] : [{ at: hit.at, finding, tie: "same-place" } as const];
    });
    const distinct = new Set(pairs.map(({ finding }) => finding)).size;
    return pairs.length === Math.min(mine.length, known.length) && distinct === pairs.length ? pairs : [];
  });
}

/** Items by a text; the groups keep the order of the items. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

function functionOf(place: KnownPlace): string {
  return JSON.stringify([place.path, place.container, place.callable]);
}

function line(place: KnownPlace): number {
  return place.startLine ?? 0;
}
