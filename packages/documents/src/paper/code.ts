import type { CodeWindow } from "@redoubt/domain/report";
import { INK } from "./ink.ts";
import { artifact, clean, CONTENT_WIDTH, claim, leaf, newPage, PAGE, type Paper, roomOf } from "./paper.ts";
import { drawRun, naturalWidth, run, type Style } from "./text.ts";

const CODE: Style = { face: "mono", size: 7.6, color: INK.text };
const NUMBER: Style = { face: "mono", size: 7.6, color: INK.text3 };
const NAME: Style = { face: "mono", size: 8, color: INK.text2 };
const LEAD = 11.4;
const HEAD = 19;
const FOOT = 7;
/** Columns that fit beside the numbers; longer lines go on below with an indent. */
const GUTTER = 34;

interface Row {
  readonly number: number | null;
  readonly text: string;
  readonly marked: boolean;
}

/** A window into a file: its name, numbered lines, the region marked by ground and edge. */
export function codeBlock(paper: Paper, code: CodeWindow): void {
  const rows = rowsOf(paper, code);
  let at = 0;
  while (at < rows.length) {
    const isFirst = at === 0;
    const least = Math.min(rows.length - at, 16) * LEAD + HEAD + FOOT;
    claim(paper, least);
    const fits = Math.floor((roomOf(paper) - HEAD - FOOT) / LEAD);
    const part = rows.slice(at, at + Math.max(1, fits));
    at += part.length;
    drawPart(paper, code, part, isFirst ? "" : ", continued");
    if (at < rows.length) newPage(paper);
  }
  if (code.cut) note(paper, "The region goes on below.");
  paper.y += 8;
}

function rowsOf(paper: Paper, { lines, firstLine, from, to }: CodeWindow): Row[] {
  const columns = Math.floor((CONTENT_WIDTH - GUTTER - 8) / naturalWidth(paper.pdf, [run("m", CODE)]));
  return lines.flatMap((line, index) => {
    const number = firstLine + index;
    const [{ text } = { text: "" }] = clean(paper, [run(line.replaceAll("\t", "    "), CODE)]);
    const marked = number >= from && number <= to;
    return wrap(text.trimEnd(), columns).map((part, order) => ({
      number: order === 0 ? number : null,
      text: part,
      marked,
    }));
  });
}

/** Cuts a line at the width of the page; what goes on keeps the indent of its beginning and a little more. */
function wrap(text: string, columns: number): string[] {
  if (text.length <= columns) return [text];
  const indent = `${/^\s*/.exec(text)?.[0].slice(0, Math.floor(columns / 2)) ?? ""}    `;
  const parts = [text.slice(0, columns)];
  for (let at = columns; at < text.length; at += columns - indent.length)
    parts.push(indent + text.slice(at, at + columns - indent.length));
  return parts;
}

function drawPart(paper: Paper, code: CodeWindow, rows: readonly Row[], more: string): void {
  const { pdf } = paper;
  const top = paper.y;
  const height = HEAD + rows.length * LEAD + FOOT;
  artifact(paper, () => {
    pdf.roundedRect(PAGE.left, top, CONTENT_WIDTH, height, 3).lineWidth(0.6).strokeColor(INK.lineStrong).stroke();
    pdf
      .moveTo(PAGE.left, top + HEAD)
      .lineTo(PAGE.left + CONTENT_WIDTH, top + HEAD)
      .strokeColor(INK.line)
      .stroke();
    for (const [index, row] of rows.entries()) {
      if (!row.marked) continue;
      const y = top + HEAD + 3 + index * LEAD;
      pdf.rect(PAGE.left + 0.5, y, CONTENT_WIDTH - 1, LEAD).fill(INK.codeMark);
      pdf.rect(PAGE.left + 0.5, y, 2, LEAD).fill(INK.codeEdge);
    }
  });
  const commit = code.revision.commit === null ? "" : `, ${code.revision.commit.slice(0, 7)}`;
  const name = clean(paper, [run(`${code.path}  ${code.revision.name}${commit}${more}`, NAME)]);
  leaf(paper, "Caption", {}, (ink) =>
    ink(() => {
      for (const each of name) drawRun(pdf, each, PAGE.left + 8, top + 12.5);
    }),
  );
  leaf(paper, "Code", {}, (ink) =>
    ink(() => {
      for (const [index, row] of rows.entries()) {
        const baseline = top + HEAD + 3 + index * LEAD + 8.2;
        const label = row.number === null ? "" : String(row.number);
        drawRun(pdf, run(label, NUMBER), PAGE.left + GUTTER - 8 - naturalWidth(pdf, [run(label, NUMBER)]), baseline);
        drawRun(pdf, run(row.text, CODE), PAGE.left + GUTTER, baseline);
      }
    }),
  );
  paper.y = top + height;
}

function note(paper: Paper, text: string): void {
  leaf(paper, "P", {}, (ink) =>
    ink(() => drawRun(paper.pdf, run(text, { face: "regular", size: 8, color: INK.text3 }), PAGE.left, paper.y + 10)),
  );
  paper.y += 13;
}
