import { INK } from "./ink.ts";
import { artifact, clean, CONTENT_WIDTH, claim, group, leaf, newPage, PAGE, type Paper, roomOf } from "./paper.ts";
import { BODY, drawLine, layOut, type Line, type Run, run, type Style, styled } from "./text.ts";

export interface BlockOptions {
  readonly x?: number;
  readonly width?: number;
  /** Height of a line; 1.44 of the size unless told. */
  readonly lead?: number;
  readonly after?: number;
  readonly type?: string;
  /** Stays on the page of what follows. */
  readonly keep?: boolean;
}

const LEAD = 1.44;

/** The height of a line of text and where its baseline lies in it. */
export function leadOf(runs: readonly Run[], lead?: number): { height: number; baseline: number } {
  const size = Math.max(BODY.size * 0.5, ...runs.map(({ style }) => style.size));
  const height = lead ?? size * LEAD;
  return { height, baseline: height / 2 + size * 0.36 };
}

/** A paragraph; one that does not fit is split, with two lines at least on each side. */
export function paragraph(paper: Paper, runs: readonly Run[], options: BlockOptions = {}): void {
  const { x = PAGE.left, width = CONTENT_WIDTH, after = 6, type = "P" } = options;
  const text = clean(paper, runs);
  const lines = layOut(paper.pdf, text, width);
  if (lines.length === 0) return;
  const { height, baseline } = leadOf(text, options.lead);
  const draw = () => {
    leaf(paper, type, {}, (ink) => drawLines(paper, lines, { x, height, baseline }, ink));
    paper.y += after;
  };
  if (options.keep === true && lines.length <= 3) paper.waiting.push({ height: lines.length * height + after, draw });
  else draw();
}

interface Setting {
  readonly x: number;
  readonly height: number;
  readonly baseline: number;
}

function drawLines(
  paper: Paper,
  lines: readonly Line[],
  { x, height, baseline }: Setting,
  ink: (draw: () => void) => void,
): void {
  let at = 0;
  while (at < lines.length) {
    const left = lines.length - at;
    claim(paper, Math.min(left <= 3 ? left : 2, left) * height);
    let fits = Math.min(left, Math.floor((roomOf(paper) + 0.01) / height));
    if (left - fits === 1 && fits > 2) fits -= 1;
    const part = lines.slice(at, at + Math.max(1, fits));
    ink(() => {
      for (const line of part) {
        drawLine(paper.pdf, line, x, paper.y + baseline);
        paper.y += height;
      }
    });
    at += part.length;
    if (at < lines.length) newPage(paper);
  }
}

export interface HeadingOptions {
  readonly level: 1 | 2 | 3;
  /** What bookmarks and contents say; the text itself unless told, nothing for false. */
  readonly entry?: string | false;
  /** Instead of the text, in styles of their own. */
  readonly runs?: readonly Run[];
  readonly before?: number;
}

const HEADING: Record<1 | 2 | 3, { style: Style; before: number; after: number }> = {
  1: { style: { face: "semibold", size: 15, color: INK.text }, before: 0, after: 8 },
  2: { style: { face: "semibold", size: 10.5, color: INK.text }, before: 16, after: 5 },
  3: { style: { face: "medium", size: 9.4, color: INK.text }, before: 9, after: 3 },
};

/** A heading: it waits for what follows, so that it never ends a page alone. */
export function heading(paper: Paper, text: string, options: HeadingOptions): void {
  const { style, before, after } = HEADING[options.level];
  const runs = clean(paper, options.runs ?? [run(text, style)]);
  const lines = layOut(paper.pdf, runs, CONTENT_WIDTH);
  const size = Math.max(...runs.map((each) => each.style.size), 1);
  const { height, baseline } = leadOf(runs, size * 1.28);
  const space = options.before ?? before;
  paper.waiting.push({
    height: space + lines.length * height + after,
    draw: () => {
      if (paper.y > PAGE.top) paper.y += space;
      if (options.entry !== false) enter(paper, options.entry ?? text, options.level);
      leaf(paper, `H${options.level}`, {}, (ink) =>
        ink(() => {
          for (const line of lines) {
            drawLine(paper.pdf, line, PAGE.left, paper.y + baseline);
            paper.y += height;
          }
        }),
      );
      paper.y += after;
    },
  });
}

/** Notes a heading for the contents and the bookmarks. */
function enter(paper: Paper, title: string, level: 1 | 2 | 3): void {
  const { pdf, page, entries } = paper;
  if (level === 3) return;
  const name = `part-${entries.length + 1}`;
  entries.push({ title, level, page, name });
  pdf.addNamedDestination(name, "XYZ", 0, Math.max(0, paper.y - 24), null);
  const root = level === 1 ? pdf.outline : (paper.bookmark ?? pdf.outline);
  const item = root.addItem(title, { expanded: false });
  if (level === 1) paper.bookmark = item;
}

/** Points, each with its mark in the margin of the list. */
export function bullets(paper: Paper, items: readonly (readonly Run[])[], options: BlockOptions = {}): void {
  const { x = PAGE.left, width = CONTENT_WIDTH, after = 6 } = options;
  const indent = 11;
  group(paper, "L", () => {
    for (const [index, item] of items.entries()) {
      const text = clean(paper, item);
      const lines = layOut(paper.pdf, text, width - indent);
      const { height, baseline } = leadOf(text, options.lead);
      claim(paper, Math.min(lines.length, 2) * height);
      const top = paper.y;
      artifact(paper, () => paper.pdf.circle(x + 2.4, top + baseline - 3.1, 1.35).fill(INK.text3));
      leaf(paper, "LI", {}, (ink) => drawLines(paper, lines, { x: x + indent, height, baseline }, ink));
      paper.y += index === items.length - 1 ? after : 2.5;
    }
  });
}

export function rule(paper: Paper, color: string = INK.line, width = 0.75): void {
  const { y } = paper;
  artifact(paper, () =>
    paper.pdf
      .moveTo(PAGE.left, y)
      .lineTo(PAGE.width - PAGE.right, y)
      .lineWidth(width)
      .strokeColor(color)
      .stroke(),
  );
}

export function gap(paper: Paper, points: number): void {
  paper.y += points;
}

/** A sentence in grey, for what is not there. */
export function quiet(paper: Paper, text: string): void {
  paragraph(paper, [run(text, styled(BODY, { color: INK.text3 }))]);
}
