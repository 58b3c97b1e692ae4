import { type Face, hasGlyph, type Pdf } from "./fonts.ts";
import { INK } from "./ink.ts";

/** How a piece of text is set; sizes in points. */
export interface Style {
  readonly face: Face;
  readonly size: number;
  readonly color: string;
  /** Digits of equal width, for columns. */
  readonly tabular?: boolean;
  readonly underline?: boolean;
}

/** Text of one style within a line. */
export interface Run {
  readonly text: string;
  readonly style: Style;
}

/** A piece of a laid-out line, from its left edge. */
export interface Piece extends Run {
  readonly x: number;
  readonly width: number;
}

export interface Line {
  readonly pieces: readonly Piece[];
  readonly width: number;
}

export const BODY: Style = { face: "regular", size: 9.4, color: INK.text };
export const SMALL: Style = { face: "regular", size: 9, color: INK.text3 };

export function run(text: string, style: Style = BODY): Run {
  return { text, style };
}

/** A style with something else about it. */
export function styled(base: Style, over: Partial<Style>): Style {
  return { ...base, ...over };
}

export function setStyle(pdf: Pdf, style: Style): Pdf {
  return pdf.font(style.face).fontSize(style.size).fillColor(style.color);
}

const FEATURES: Record<"tabular" | "usual", PDFKit.Mixins.OpenTypeFeatures[] | undefined> = {
  tabular: ["tnum"],
  usual: undefined,
};

function featuresOf(style: Style): { features?: PDFKit.Mixins.OpenTypeFeatures[] } {
  const features = style.tabular === true ? FEATURES.tabular : FEATURES.usual;
  return features === undefined ? {} : { features };
}

/** Widths by face and text, in thousandths of the size: every word is measured several times before it is drawn. */
const measured = new WeakMap<Pdf, Map<string, number>>();

export function widthOf(pdf: Pdf, { text, style }: Run): number {
  const known = measured.get(pdf) ?? new Map<string, number>();
  measured.set(pdf, known);
  const key = `${style.face}${style.tabular === true ? "+" : " "}${text}`;
  const width = known.get(key) ?? pdf.font(style.face).fontSize(1000).widthOfString(text, featuresOf(style));
  known.set(key, width);
  return (width * style.size) / 1000;
}

/** Draws text on a baseline; returns nothing, moves nothing. */
export function drawRun(pdf: Pdf, { text, style }: Run, x: number, baseline: number): void {
  if (text === "") return;
  // Spaces that must not break are spaces all the same to who copies them.
  setStyle(pdf, style).text(text.replaceAll("\u00a0", " "), x, baseline, {
    baseline: "alphabetic",
    lineBreak: false,
    ...featuresOf(style),
    ...(style.underline === true ? { underline: true } : {}),
  });
}

/** What every face has. */
const PLAIN = /^[\t\n\x20-\x7e]*$/;
/** Controls, marks of direction and what takes no room: nothing of it belongs on paper. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u;

/**
 * The text as the face can draw it: letters that it lacks lose their accents, everything else that it lacks becomes a
 * question mark and is counted in `lost`, so that nothing is drawn as a wrong glyph in silence.
 */
export function drawable(pdf: Pdf, { text, style }: Run, lost: Set<string>): string {
  if (PLAIN.test(text)) return text;
  pdf.font(style.face);
  let result = "";
  for (const character of text) {
    if (character === "\n" || character === "\t") result += character;
    else if (UNSEEN.test(character)) continue;
    else if (hasGlyph(pdf, character.codePointAt(0) ?? 0)) result += character;
    else {
      const bare = character.normalize("NFKD").replace(/\p{Mn}/gu, "");
      const known = bare !== "" && [...bare].every((part) => hasGlyph(pdf, part.codePointAt(0) ?? 0));
      if (!known) lost.add(character);
      result += known ? bare : "?";
    }
  }
  return result;
}

interface Word {
  readonly runs: readonly Run[];
  readonly width: number;
  /** The style of the space before it; null at the beginning and where nothing separates. */
  readonly space: Style | null;
  /** A line ends before it, whatever fits. */
  readonly breakBefore: boolean;
}

/** Words are what stands between spaces, even when its style changes within. */
function wordsOf(pdf: Pdf, runs: readonly Run[]): Word[] {
  const words: Word[] = [];
  let parts: Run[] = [];
  let space: Style | null = null;
  let breakBefore = false;
  const end = () => {
    if (parts.length === 0) return;
    const width = parts.reduce((sum, part) => sum + widthOf(pdf, part), 0);
    words.push({ runs: parts, width, space, breakBefore });
    parts = [];
    space = null;
    breakBefore = false;
  };
  for (const { text, style } of runs) {
    for (const token of text.split(/([ \t\r\n\f]+)/)) {
      if (token === "") continue;
      if (!/^[ \t\r\n\f]/.test(token)) parts.push({ text: token, style });
      else {
        end();
        space = style;
        if (token.includes("\n")) breakBefore = true;
      }
    }
  }
  end();
  return words;
}

/** Where a word that is wider than its line may be cut: after separators and before the humps of a name. */
const CUTS = /(?<=[/._\-:(),=&?@\\|#])|(?<=[a-z0-9])(?=[A-Z])/;

/** Cuts a word into parts that fit; at separators where there are some, else between characters. */
function cutWord(pdf: Pdf, word: Word, width: number): Word[] {
  const pieces: Word[] = [];
  let parts: Run[] = [];
  let used = 0;
  const end = () => {
    if (parts.length > 0) pieces.push({ runs: parts, width: used, space: null, breakBefore: false });
    parts = [];
    used = 0;
  };
  for (const { text, style } of word.runs) {
    for (const part of text.split(CUTS).flatMap((each) => fitting(pdf, each, style, width))) {
      const own = widthOf(pdf, { text: part, style });
      if (used + own > width) end();
      const last = parts.at(-1);
      if (last !== undefined && last.style === style) parts[parts.length - 1] = { text: last.text + part, style };
      else parts.push({ text: part, style });
      used += own;
    }
  }
  end();
  const [first, ...rest] = pieces;
  return first === undefined ? [] : [{ ...first, space: word.space, breakBefore: word.breakBefore }, ...rest];
}

function fitting(pdf: Pdf, text: string, style: Style, width: number): string[] {
  return widthOf(pdf, { text, style }) <= width ? [text] : [...text];
}

/** Breaks runs into lines of a width. Words stay whole; only one that is wider than the line is cut. */
export function layOut(pdf: Pdf, runs: readonly Run[], width: number, firstIndent = 0): Line[] {
  const lines: Word[][] = [];
  let line: Word[] = [];
  let used = firstIndent;
  const end = () => {
    lines.push(line);
    line = [];
    used = 0;
  };
  for (const word of wordsOf(pdf, runs)) {
    const space = line.length === 0 || word.space === null ? 0 : widthOf(pdf, { text: " ", style: word.space });
    if (line.length > 0 && (word.breakBefore || used + space + word.width > width)) end();
    if (word.width > width) {
      for (const part of cutWord(pdf, word, width)) {
        if (line.length > 0) end();
        line.push(part);
        used = part.width;
      }
      continue;
    }
    used += (line.length === 0 ? 0 : space) + word.width;
    line.push(word);
  }
  if (line.length > 0) end();
  return lines.map((words) => toLine(pdf, words));
}

/** Neighbours of one style become one piece with its spaces, so that copied text has them too. */
function toLine(pdf: Pdf, words: readonly Word[]): Line {
  const runs: Run[] = [];
  for (const [index, word] of words.entries()) {
    const space = index === 0 ? null : word.space;
    if (space !== null) append(runs, { text: " ", style: space });
    for (const part of word.runs) append(runs, part);
  }
  const pieces: Piece[] = [];
  let x = 0;
  for (const each of runs) {
    const width = widthOf(pdf, each);
    pieces.push({ ...each, x, width });
    x += width;
  }
  return { pieces, width: x };
}

function append(runs: Run[], { text, style }: Run): void {
  const last = runs.at(-1);
  if (last !== undefined && last.style === style) runs[runs.length - 1] = { text: last.text + text, style };
  else runs.push({ text, style });
}

/** The widest word: a column that is narrower would have to cut it. */
export function widestWord(pdf: Pdf, runs: readonly Run[]): number {
  return Math.max(0, ...wordsOf(pdf, runs).map((word) => word.width));
}

/** The width of all of it on one line. */
export function naturalWidth(pdf: Pdf, runs: readonly Run[]): number {
  return layOut(pdf, runs, Number.POSITIVE_INFINITY).reduce((most, line) => Math.max(most, line.width), 0);
}

export function drawLine(pdf: Pdf, line: Line, x: number, baseline: number): void {
  for (const piece of line.pieces) drawRun(pdf, piece, x + piece.x, baseline);
}
