import type { Severity } from "@redoubt/domain/finding";
import { leadOf } from "./blocks.ts";
import type { Pdf } from "./fonts.ts";
import { INK, SEVERITY_INK } from "./ink.ts";
import { drawBox, drawLevel, drawMark, LEVEL, MARK, type MarkKind } from "./marks.ts";
import { artifact, clean, CONTENT_WIDTH, claim, group, leaf, newPage, PAGE, type Paper, roomOf } from "./paper.ts";
import {
  BODY,
  drawLine,
  layOut,
  type Line,
  naturalWidth,
  type Run,
  run,
  type Style,
  styled,
  widestWord,
} from "./text.ts";

/** What stands in a cell: text of one or more paragraphs, with a mark or a severity before the first of them. */
export interface Cell {
  readonly paragraphs: readonly (readonly Run[])[];
  readonly mark?: MarkKind;
  /** What the mark says to who cannot see it, when no word stands beside it. */
  readonly alt?: string;
  readonly level?: Severity;
  /** Boxes to tick, each with its word. */
  readonly boxes?: readonly string[];
}

export interface Column {
  readonly head: string;
  readonly align?: "left" | "right";
  /** How much of the room that is left over it takes; 0 keeps it as narrow as its content. */
  readonly grow?: number;
  /** Never wider than this many points. */
  readonly most?: number;
  /** Exactly this wide, so that tables one under the other have the same columns. */
  readonly fixed?: number;
  /** Digits stand under digits. */
  readonly tabular?: boolean;
  /** Its cells stay on one line. */
  readonly whole?: boolean;
}

export interface TableOptions {
  readonly x?: number;
  readonly width?: number;
  readonly after?: number;
  readonly pad?: number;
  readonly headless?: boolean;
  /** Without lines between the rows: facts, not a list. */
  readonly bare?: boolean;
}

const HEAD: Style = { face: "regular", size: 9, color: INK.text3 };
const GUTTER = 12;
const HEAD_HEIGHT = 20;
const SIGN_GAP = 6;

/** A cell of plain words. */
export function cell(text: string, style: Style = BODY): Cell {
  return { paragraphs: [[run(text, style)]] };
}

export function dim(text: string): Cell {
  return cell(text, styled(BODY, { color: INK.text2 }));
}

export function faint(text: string): Cell {
  return cell(text, styled(BODY, { color: INK.text3 }));
}

export function number(value: number): Cell {
  return cell(value.toLocaleString("en"), value === 0 ? styled(BODY, { color: INK.text3 }) : BODY);
}

/** A severity by its steps and its word. */
export function severityCell(severity: Severity): Cell {
  return {
    paragraphs: [[run(severity, styled(BODY, { face: "medium", color: SEVERITY_INK[severity] }))]],
    level: severity,
  };
}

export function markCell(mark: MarkKind, text: string, style: Style = BODY): Cell {
  return { paragraphs: [[run(text, style)]], mark };
}

interface Laid {
  readonly cell: Cell;
  readonly blocks: readonly { readonly lines: readonly Line[]; readonly height: number; readonly baseline: number }[];
  readonly height: number;
}

/** How many of the rows fit into a height under their head; tables of a page that must not overflow ask first. */
export function fittingRows(
  paper: Paper,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  height: number,
  options: TableOptions = {},
): number {
  const { width = CONTENT_WIDTH, pad = 5 } = options;
  const cleaned = rows.map((cells) => cells.map((each, index) => prepare(paper, each, columns[index])));
  const widths = widthsOf(paper.pdf, columns, cleaned, width);
  let used = options.headless === true ? 0 : HEAD_HEIGHT;
  for (const [count, cells] of cleaned.entries()) {
    const laid = cells.map((each, index) => layCell(paper.pdf, each, widths[index] ?? 0));
    used += heightOf(laid, pad);
    if (used > height) return count;
  }
  return cleaned.length;
}

/** A table with hairlines. Columns get the room that their words need; the head is repeated on each page. */
export function table(
  paper: Paper,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: TableOptions = {},
): void {
  const { x = PAGE.left, width = CONTENT_WIDTH, pad = 5, after = 8 } = options;
  const cleaned = rows.map((cells) => cells.map((each, index) => prepare(paper, each, columns[index])));
  const widths = widthsOf(paper.pdf, columns, cleaned, width);
  const laid = cleaned.map((cells) => cells.map((each, index) => layCell(paper.pdf, each, widths[index] ?? 0)));
  const headHeight = options.headless === true ? 0 : HEAD_HEIGHT;
  group(paper, "Table", () => {
    claim(paper, headHeight + heightOf(laid[0], pad) + heightOf(laid[1], pad));
    if (headHeight > 0) drawHead(paper, columns, widths, x, width);
    const setting = { columns, widths, x, width, pad, bare: options.bare === true };
    const turn = () => {
      newPage(paper);
      if (headHeight > 0) drawHead(paper, columns, widths, x, width);
    };
    for (const cells of laid) {
      if (heightOf(cells, pad) > roomOf(paper) && paper.y > PAGE.top + headHeight) turn();
      let rest: readonly Laid[] | null = cells;
      while (rest !== null) {
        const [part, more]: [readonly Laid[], readonly Laid[] | null] = splitRow(rest, roomOf(paper) - 2 * pad);
        drawRow(paper, part, { ...setting, height: heightOf(part, pad) });
        rest = more;
        if (rest !== null) turn();
      }
    }
  });
  paper.y += after;
}

function prepare(paper: Paper, each: Cell, column: Column | undefined): Cell {
  const tabular = column?.tabular === true || column?.align === "right";
  const paragraphs = each.paragraphs.map((runs) =>
    clean(paper, tabular ? runs.map(({ text, style }) => ({ text, style: styled(style, { tabular: true }) })) : runs),
  );
  return { ...each, paragraphs };
}

function signWidth({ mark, level, boxes, paragraphs }: Cell): number {
  const alone = paragraphs.every((runs) => runs.every(({ text }) => text === ""));
  if (boxes !== undefined) return boxes.length * 34 - 6;
  if (mark !== undefined) return MARK.width + (alone ? 0 : SIGN_GAP);
  return level === undefined ? 0 : LEVEL.width + SIGN_GAP;
}

/**
 * Widths of columns: what the longest word needs at the least and all of it on one line at the most; what is left over
 * goes to those that grow, and what is missing is taken from those that have more than their words need.
 */
export function widthsOf(
  pdf: Pdf,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
): number[] {
  const gutters = GUTTER * (columns.length - 1);
  const measured = columns.map((column, index) => {
    if (column.fixed !== undefined) return { least: column.fixed, natural: column.fixed, grow: 0 };
    const head = naturalWidth(pdf, [run(column.head, HEAD)]);
    const cells = rows.map((cells) => cells[index]).filter((each) => each !== undefined);
    const natural = Math.max(
      head,
      ...cells.map((each) => signWidth(each) + widest(each, (runs) => naturalWidth(pdf, runs))),
    );
    const word = Math.max(
      head,
      ...cells.map((each) => signWidth(each) + widest(each, (runs) => widestWord(pdf, runs))),
    );
    const most = column.most ?? Number.POSITIVE_INFINITY;
    const least = column.whole === true ? natural : word;
    return { least: Math.min(least, most, width / 2), natural: Math.min(natural, most), grow: column.grow ?? 0 };
  });
  const free = width - gutters;
  const natural = measured.reduce((sum, each) => sum + each.natural, 0);
  if (natural <= free) {
    const grow = measured.reduce((sum, each) => sum + each.grow, 0);
    const rest = free - natural;
    return measured.map((each) => each.natural + (grow === 0 ? 0 : (rest * each.grow) / grow));
  }
  return shrink(measured, free);
}

function widest({ paragraphs }: Cell, measure: (runs: readonly Run[]) => number): number {
  return Math.max(0, ...paragraphs.map(measure));
}

/** Gives every column its least, and shares the rest by what each would still like to have. */
function shrink(measured: readonly { readonly least: number; readonly natural: number }[], free: number): number[] {
  const least = measured.reduce((sum, each) => sum + each.least, 0);
  // More words than room: all give way alike, and only here a word is cut.
  if (least >= free) return measured.map((each) => (each.least * free) / least);
  const wish = measured.reduce((sum, each) => sum + each.natural - each.least, 0);
  return measured.map((each) => each.least + ((free - least) * (each.natural - each.least)) / wish);
}

function layCell(pdf: Pdf, each: Cell, width: number): Laid {
  const blocks = each.paragraphs.map((runs, index) => {
    const indent = index === 0 ? signWidth(each) : 0;
    // Cells of a row share the baseline of their first line, whatever face it is set in.
    const lead = leadOf(index === 0 ? [...runs, run("", BODY)] : runs);
    return { lines: layOut(pdf, runs, Math.max(8, width - indent) + 0.01), ...lead };
  });
  const height = blocks.reduce((sum, { lines, height: lead }) => sum + Math.max(1, lines.length) * lead, 0);
  return { cell: each, blocks, height: Math.max(height, BODY.size * 1.44) };
}

function heightOf(cells: readonly Laid[] | undefined, pad: number): number {
  return cells === undefined ? 0 : Math.max(0, ...cells.map((each) => each.height)) + 2 * pad;
}

/** What of a row fits into a height, and what goes on over the page: only rows that are higher than a page are split. */
function splitRow(cells: readonly Laid[], room: number): [readonly Laid[], readonly Laid[] | null] {
  if (cells.every((each) => each.height <= room)) return [cells, null];
  const halves = cells.map((each) => splitCell(each, room));
  return [halves.map(([first]) => first), halves.map(([, rest]) => rest)];
}

function splitCell(each: Laid, room: number): [Laid, Laid] {
  const first: Laid["blocks"][number][] = [];
  const rest: Laid["blocks"][number][] = [];
  let used = 0;
  for (const block of each.blocks) {
    const fits = Math.max(0, Math.min(block.lines.length, Math.floor((room - used) / block.height)));
    // One line at least on each page, or a low page would never end.
    const take = first.length === 0 && rest.length === 0 ? Math.max(1, fits) : rest.length > 0 ? 0 : fits;
    if (take > 0) first.push({ ...block, lines: block.lines.slice(0, take) });
    if (take < block.lines.length) rest.push({ ...block, lines: block.lines.slice(take) });
    used += take * block.height;
  }
  const bare: Cell = { paragraphs: each.cell.paragraphs };
  const height = (blocks: Laid["blocks"]) =>
    blocks.reduce((sum, { lines, height: lead }) => sum + lines.length * lead, 0);
  return [
    { cell: each.cell, blocks: first, height: height(first) },
    { cell: bare, blocks: rest, height: height(rest) },
  ];
}

function drawHead(paper: Paper, columns: readonly Column[], widths: readonly number[], x: number, width: number): void {
  const { pdf } = paper;
  const top = paper.y;
  group(paper, "TR", () => {
    let at = x;
    for (const [index, column] of columns.entries()) {
      const own = widths[index] ?? 0;
      leaf(paper, "TH", { scope: "Column" }, (ink) =>
        ink(() => {
          const [line] = layOut(pdf, clean(paper, [run(column.head, HEAD)]), Number.POSITIVE_INFINITY);
          if (line === undefined) return;
          drawLine(pdf, line, column.align === "right" ? at + own - line.width : at, top + 12);
        }),
      );
      at += own + GUTTER;
    }
  });
  artifact(paper, () => hairline(pdf, x, top + 19, width, INK.lineStrong));
  paper.y = top + 20;
}

interface RowSetting {
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  readonly x: number;
  readonly width: number;
  readonly pad: number;
  readonly height: number;
  readonly bare: boolean;
}

function drawRow(
  paper: Paper,
  cells: readonly Laid[],
  { columns, widths, x, width, pad, height, bare }: RowSetting,
): void {
  const { pdf } = paper;
  const top = paper.y;
  group(paper, "TR", () => {
    let at = x;
    for (const [index, laid] of cells.entries()) {
      const own = widths[index] ?? 0;
      const alt = laid.cell.alt === undefined ? {} : { alt: laid.cell.alt };
      leaf(paper, "TD", alt, (ink) => ink(() => drawCell(pdf, laid, at, top + pad, own, columns[index]?.align)));
      at += own + GUTTER;
    }
  });
  if (!bare) artifact(paper, () => hairline(pdf, x, top + height, width, INK.line));
  paper.y = top + height;
}

function drawCell(pdf: Pdf, laid: Laid, x: number, y: number, width: number, align: Column["align"]): void {
  const { mark, level, boxes } = laid.cell;
  let indent = signWidth(laid.cell);
  if (mark !== undefined) drawMark(pdf, mark, x, y + 2.3);
  if (level !== undefined) drawLevel(pdf, level, x, y + 2);
  if (boxes !== undefined) {
    for (const [index, word] of boxes.entries()) {
      drawBox(pdf, x + index * 34, y + 2);
      const [line] = layOut(pdf, [run(word)], 40);
      if (line !== undefined) drawLine(pdf, line, x + index * 34 + 13.5, y + 10);
    }
    return;
  }
  let at = y;
  for (const { lines, height, baseline } of laid.blocks) {
    for (const line of lines) {
      drawLine(pdf, line, align === "right" ? x + width - line.width : x + indent, at + baseline);
      at += height;
    }
    indent = 0;
  }
}

export function hairline(pdf: Pdf, x: number, y: number, width: number, color: string): void {
  pdf
    .moveTo(x, y)
    .lineTo(x + width, y)
    .lineWidth(0.6)
    .strokeColor(color)
    .stroke();
}
