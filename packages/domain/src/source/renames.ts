import { z } from "zod";

/** Most renames that one revision keeps; a tree that moved as a whole is recognised by its code. */
const MOST_RENAMES = 5000;
const MOST_PATH = 1000;

/** What git tells of two revisions: files by the path before, with the path after. */
export const Renames = z.record(z.string(), z.string());
export type Renames = z.infer<typeof Renames>;

/** Renames as a revision keeps them. Of two that begin at one path the first stays: it is of the nearer revision. */
export function keptRenames(found: readonly { readonly from: string; readonly path: string }[]): Renames {
  const kept = new Map<string, string>();
  for (const { from, path } of found) {
    if (kept.size === MOST_RENAMES) break;
    if (from === path || kept.has(from) || !isStorable(from) || !isStorable(path)) continue;
    kept.set(from, path);
  }
  return Object.fromEntries(kept);
}

/** Follows a path through the renames of revisions, oldest first; undefined when it was never renamed. */
export function followRenames(steps: readonly Renames[]): (path: string) => string | undefined {
  const maps = steps.map((step) => new Map(Object.entries(step)));
  return (path) => {
    const now = maps.reduce((at, map) => map.get(at) ?? at, path);
    return now === path ? undefined : now;
  };
}

// Neither a column of PostgreSQL takes these, nor would a name that was cut be a name.
function isStorable(path: string): boolean {
  return path !== "" && path.length <= MOST_PATH && !path.includes("\0") && path.isWellFormed();
}
