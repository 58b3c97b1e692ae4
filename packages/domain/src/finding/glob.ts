/**
 * True when a glob covers a text: `*` stands for anything within one part between slashes, `?` for one character of
 * it, `**` as a whole part for any number of parts. Both scans go back to the last star alone, so that no pattern
 * makes them slow.
 */
export function matchesGlob(glob: string, text: string): boolean {
  return greedy(glob.split("/"), text.split("/"), (part) => part === "**", matchesPart);
}

/** The part of a glob before its first wildcard: what every text that it covers begins with. */
export function globPrefix(glob: string): string {
  const wild = glob.search(/[*?]/);
  return wild < 0 ? glob : glob.slice(0, wild);
}

function matchesPart(glob: string, text: string): boolean {
  return greedy(
    [...glob],
    [...text],
    (character) => character === "*",
    (wanted, character) => wanted === "?" || wanted === character,
  );
}

/** Matches a sequence against one with stars, each of which takes any run of it. */
function greedy<T>(
  wanted: readonly T[],
  given: readonly T[],
  isStar: (item: T) => boolean,
  fits: (wanted: T, given: T) => boolean,
): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let taken = 0;
  while (from < given.length) {
    const item = wanted[at];
    const next = given[from];
    if (item !== undefined && isStar(item)) {
      star = at;
      taken = from;
      at += 1;
    } else if (item !== undefined && next !== undefined && fits(item, next)) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      taken += 1;
      from = taken;
      at = star + 1;
    } else return false;
  }
  return wanted.slice(at).every(isStar);
}
