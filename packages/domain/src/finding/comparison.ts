import type { NotScanned } from "../scan/index.ts";

/** The newest published run of one tool on a revision, and what it says about itself. */
export interface RunOnRevision {
  readonly scanner: string;
  readonly category: string;
  /** The checks that were on; empty when the tool does not tell. */
  readonly detectors: readonly string[];
  readonly notScanned: readonly NotScanned[];
  /** No newer revision of its lineage was published before it: of a later one not all that it saw is kept. */
  readonly newest: boolean;
}

/** One tool that ran on both revisions. */
export interface ComparedRun<R extends RunOnRevision> {
  readonly head: R;
  readonly base: R;
}

/** Why something of a tool is in no list. */
export interface NotCompared {
  readonly scanner: string;
  readonly reason: string;
}

const MOST_REASONS = 50;
const OUT_OF_ORDER =
  "One of the two was scanned after a newer revision of its branch: what it saw is not kept whole. Compare newer ones.";

/** Pairs the runs of two revisions by tool and category, and names what has no counterpart. */
export function pairRuns<R extends RunOnRevision>(
  head: readonly R[],
  base: readonly R[],
): { pairs: ComparedRun<R>[]; notCompared: NotCompared[] } {
  const pairs: ComparedRun<R>[] = [];
  const notCompared: NotCompared[] = [];
  for (const run of head) {
    const other = base.find((each) => sameTool(each, run));
    if (other === undefined) notCompared.push({ scanner: run.scanner, reason: "It did not run on the base." });
    else if (!run.newest || !other.newest) notCompared.push({ scanner: run.scanner, reason: OUT_OF_ORDER });
    else pairs.push({ head: run, base: other });
  }
  for (const run of base) {
    if (!head.some((each) => sameTool(each, run)))
      notCompared.push({ scanner: run.scanner, reason: "It ran on the base alone." });
  }
  for (const { head: here, base: there } of pairs) {
    notCompared.push(...gapsOf(there, "on the base"), ...gapsOf(here, "here"), ...checksOnlyIn(here, there));
  }
  return { pairs, notCompared };
}

function sameTool(a: RunOnRevision, b: RunOnRevision): boolean {
  return a.scanner === b.scanner && a.category === b.category;
}

function gapsOf(run: RunOnRevision, where: string): NotCompared[] {
  const gaps = run.notScanned.map(({ root, path, reason }) => {
    const place = path ?? (root === undefined ? "All" : root === "" ? "The top folder" : root);
    return { scanner: run.scanner, reason: `${place} was not looked at ${where}: ${reason}` };
  });
  if (gaps.length <= MOST_REASONS) return gaps;
  const rest = gaps.length - MOST_REASONS;
  return [
    ...gaps.slice(0, MOST_REASONS),
    { scanner: run.scanner, reason: `${rest} more places were not looked at ${where}.` },
  ];
}

function checksOnlyIn(head: RunOnRevision, base: RunOnRevision): NotCompared[] {
  const only = newChecks(head, base);
  if (only.length === 0) return [];
  const named = only.slice(0, 5).join(", ");
  const more = only.length > 5 ? ` and ${only.length - 5} more` : "";
  return [{ scanner: head.scanner, reason: `Checks that were not on for the base: ${named}${more}.` }];
}

/** Checks that one run had and the other had not, where both tell. */
function newChecks(run: RunOnRevision, other: RunOnRevision): string[] {
  if (run.detectors.length === 0 || other.detectors.length === 0) return [];
  const known = new Set(other.detectors);
  return run.detectors.filter((detector) => !known.has(detector));
}

/**
 * True when a run would have reported something that the other one reported: it looked there, and had the check on.
 * Only then does its silence say that the weakness was not there.
 */
export function couldSee(
  run: RunOnRevision,
  other: RunOnRevision,
  place: { readonly path: string | null; readonly detector: string },
): boolean {
  if (newChecks(other, run).includes(place.detector)) return false;
  return !run.notScanned.some((gap) => covers(gap, place.path));
}

function covers({ root, path }: NotScanned, place: string | null): boolean {
  if (path !== undefined) return place !== null && (place === path || place.startsWith(`${path.replace(/\/$/, "")}/`));
  if (root === undefined || root === "") return true;
  return place !== null && place.startsWith(`${root}/`);
}
