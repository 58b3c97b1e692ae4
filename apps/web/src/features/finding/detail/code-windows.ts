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
export function windowsOf(place: Pick<Occurrence, "path" | "startLine" | "endLine" | "flow">): FileWindows[] {
  const paths = [...new Set([...(place.path === null ? [] : [place.path]), ...place.flow.map((step) => step.path)])];
  return paths.map((path) => {
    const steps = place.flow.map((step, index) => ({ ...step, step: index + 1 })).filter((step) => step.path === path);
    const isPlace = path === place.path && place.startLine !== null;
    const from = place.startLine ?? 1;
    const to = Math.max(from, place.endLine ?? from);
    const windows = steps.map(({ line }) => ({ from: line - AROUND_STEP, to: line + AROUND_STEP }));
    if (isPlace) windows.push({ from: from - AROUND_PLACE, to: Math.min(to, from + MOST_OF_REGION) + AROUND_PLACE });
    if (windows.length === 0) windows.push({ from: 1, to: 20 });
    return {
      path,
      windows: merged(windows),
      regions: [...(isPlace ? [{ from, to, main: true }] : []), ...steps.map(({ line }) => ({ from: line, to: line }))],
      notes: steps.map(({ line, step, message }) => ({ line, step, text: message ?? "The flow passes here." })),
    };
  });
}

function merged(windows: readonly Window[]): Window[] {
  const ordered = windows
    .map((each) => ({ from: Math.max(1, each.from), to: each.to }))
    .sort((a, b) => a.from - b.from);
  const all: Window[] = [];
  for (const each of ordered) {
    const last = all.at(-1);
    if (last !== undefined && each.from <= last.to + NEAR)
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, each.to) };
    else all.push(each);
  }
  return all;
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
