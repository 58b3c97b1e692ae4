import type { RevisionRef } from "./schema.ts";
import type { CodeWindow } from "./sheet.ts";

const AROUND = 6;
/** A region as long as a contract would fill pages. */
const MOST_OF_REGION = 30;
/** Longer lines are generated code, and no page shows them. */
const MOST_OF_LINE = 400;

export interface CodePlace {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number | null;
  readonly revision: RevisionRef;
}

/** The lines around a place. Null when the file ends before it: the place is not of this text. */
export function codeWindow(text: string, place: CodePlace): CodeWindow | null {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  if (place.startLine > lines.length) return null;
  const to = Math.min(Math.max(place.startLine, place.endLine ?? place.startLine), lines.length);
  const shownTo = Math.min(to, place.startLine + MOST_OF_REGION - 1);
  const cut = shownTo < to;
  const first = Math.max(1, place.startLine - AROUND);
  const last = cut ? shownTo : Math.min(lines.length, to + AROUND);
  return {
    path: place.path,
    revision: place.revision,
    firstLine: first,
    lines: lines.slice(first - 1, last).map((line) => line.slice(0, MOST_OF_LINE)),
    from: place.startLine,
    to: shownTo,
    cut,
  };
}
