import type { NotScanned } from "./schema.ts";

/** One place that one scanner did not look at, and why. */
export interface Gap {
  readonly scanner: string;
  readonly place: string;
  readonly reason: string;
}

/** Places that are named before the rest is counted. */
const NAMED = 3;

/** Gaps of one scanner for one reason as one line, in the order in which they came. */
export function groupGaps(gaps: readonly Gap[]): NotScanned[] {
  const groups = new Map<string, { readonly first: Gap; readonly places: string[] }>();
  for (const gap of gaps) {
    const key = JSON.stringify([gap.scanner, gap.reason]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: gap, places: [gap.place] });
    else group.places.push(gap.place);
  }
  return [...groups.values()].map(({ first, places }) => ({
    scanner: first.scanner,
    what: nameSome(places),
    places: places.length,
    reason: first.reason,
  }));
}

function nameSome(places: readonly string[]): string {
  if (places.length <= NAMED) return places.join(", ");
  return `${places.slice(0, NAMED).join(", ")} and ${places.length - NAMED} more`;
}
