import type { Occurrence } from "@redoubt/domain/finding";
import type { CodeNote, CodeRegion } from "@redoubt/ui";

/** Lines around the place that the finding is about, and around a step of its flow. */
const AROUND_PLACE = 8;
const AROUND_STEP = 3;
/** A region as long as a contract would push everything else away. */
const MOST_OF_REGION = 60;
/** Windows nearer than this are one. */
const NEAR = 4;

export interface Window {
  /** First and last line, both included; the file may end before. */
  readonly from: number;
  readonly to: number;
}

export interface FileWindows {
  readonly path: string;
  readonly windows: readonly Window[];
  readonly regions: readonly CodeRegion[];
  readonly notes: readonly CodeNote[];
}

/** What to show of each file that a place and its flow touch; the file of the place comes first. */
export function windowsOf(
  place: Pick<Occurrence, "path" | "startLine" | "endLine" | "flow">,
  around = AROUND_PLACE,
): FileWindows[] {
  const paths = [...new Set([...(place.path === null ? [] : [place.path]), ...place.flow.map((step) => step.path)])];
  return paths.map((path) => {
    const steps = place.flow.map((step, index) => ({ ...step, step: index + 1 })).filter((step) => step.path === path);
    const isPlace = path === place.path && place.startLine !== null;
    const from = place.startLine ?? 1;
    const to = Math.max(from, place.endLine ?? from);
    const windows = steps.map(({ line }) => ({ from: line - AROUND_STEP, to: line + AROUND_STEP }));
    if (isPlace) windows.push({ from: from - around, to: Math.min(to, from + MOST_OF_REGION) + around });
    if (windows.length === 0) windows.push({ from: 1, to: 20 });
    return {
      path,
      windows: merged(windows),
      regions: [...(isPlace ? [{ from, to, main: true }] : []), ...steps.map(({ line }) => ({ from: line, to: line }))],
      notes: steps.map(({ line, step, message }) => ({ line, step, text: message ?? "The flow passes here." })),
    };
  });
}

/** Lines that a reader asked for above and below a window. */
export interface Widening {
  readonly above: number;
  readonly below: number;
}

/** A window as it is shown, with the first and last of those that it is made of. */
export interface WideWindow extends Window {
  readonly first: number;
  readonly last: number;
}

/** Windows widened by what was asked for, in their order; those that meet become one. */
export function widened(windows: readonly Window[], more: ReadonlyMap<number, Widening>): WideWindow[] {
  const all: WideWindow[] = [];
  for (const [index, window] of windows.entries()) {
    const { above, below } = more.get(index) ?? { above: 0, below: 0 };
    const each = { from: Math.max(1, window.from - above), to: window.to + below, first: index, last: index };
    const before = all.at(-1);
    if (before !== undefined && each.from <= before.to + NEAR)
      all[all.length - 1] = { ...before, to: Math.max(before.to, each.to), last: index };
    else all.push(each);
  }
  return all;
}

function merged(windows: readonly Window[]): Window[] {
  const ordered = windows
    .map((each) => ({ from: Math.max(1, each.from), to: each.to }))
    .sort((a, b) => a.from - b.from);
  return widened(ordered, new Map()).map(({ from, to }) => ({ from, to }));
}

/** Places of a finding, one for each spot of each revision: the newest that is still there first. */
export function placesOf(occurrences: readonly Occurrence[]): Occurrence[] {
  const ordered = [...occurrences].sort(
    (a, b) =>
      Number(b.present) - Number(a.present) ||
      (b.revision?.number ?? 0) - (a.revision?.number ?? 0) ||
      b.lastSeenAt.getTime() - a.lastSeenAt.getTime(),
  );
  const bySpot = new Map<string, Occurrence>();
  for (const each of ordered) {
    const spot = JSON.stringify([each.revision?.number ?? null, each.path, each.startLine, each.endLine]);
    const known = bySpot.get(spot);
    if (known === undefined || (known.flow.length === 0 && each.flow.length > 0)) bySpot.set(spot, each);
  }
  return [...bySpot.values()];
}
