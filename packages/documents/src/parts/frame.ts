import { type ReportSnapshot, longDayOf, momentOf } from "@redoubt/domain/report";
import { INK } from "../paper/ink.ts";
import { drawSign } from "../paper/marks.ts";
import { clean, type Frame, PAGE, type Paper } from "../paper/paper.ts";
import { hairline } from "../paper/table.ts";
import { drawRun, run, SMALL, type Style, styled, widthOf } from "../paper/text.ts";

const NAME: Style = { face: "semibold", size: 9.75, color: INK.text };
const HASH: Style = { face: "mono", size: 8, color: INK.text3 };

/** What every page of a report carries: whose it is, of when, the hash of its data, and which page of how many. */
export function reportFrame(snapshot: ReportSnapshot, sha256: string, name: string): Frame {
  const { organization, project, generatedAt, generatedBy, number } = snapshot;
  return {
    title: `${project.name}: ${name.toLowerCase()} ${number}`,
    author: generatedBy,
    subject: `${name} of ${project.name}, ${organization}, ${longDayOf(generatedAt)}`,
    date: new Date(generatedAt),
    drawHead: (paper) => drawHead(paper, `${name}, ${project.name}, ${organization}`, longDayOf(generatedAt)),
    drawFoot: (paper) => drawFoot(paper, `Report ${number} of ${momentOf(generatedAt)}`, sha256),
  };
}

function drawHead(paper: Paper, left: string, right: string): void {
  const { pdf } = paper;
  drawSign(pdf, PAGE.left, 41.5, 13.5);
  drawRun(pdf, run("Redoubt", NAME), PAGE.left + 21, 51.8);
  const from = PAGE.left + 21 + widthOf(pdf, run("Redoubt", NAME)) + 8;
  const to = PAGE.width - PAGE.right - widthOf(pdf, run(right, SMALL));
  drawRun(pdf, run(shorten(paper, left, SMALL, to - from - 12), SMALL), from, 51.8);
  drawRun(pdf, run(right, SMALL), to, 51.8);
  hairline(pdf, PAGE.left, 64.5, PAGE.width - PAGE.left - PAGE.right, INK.text);
}

function drawFoot(paper: Paper, left: string, sha256: string): void {
  const { pdf } = paper;
  const y = PAGE.height - 28;
  hairline(pdf, PAGE.left, y - 13, PAGE.width - PAGE.left - PAGE.right, INK.lineStrong);
  drawRun(pdf, run(left, SMALL), PAGE.left, y);
  const hash = run(`sha256 ${hashWords(sha256)}`, HASH);
  drawRun(pdf, hash, PAGE.left + widthOf(pdf, run(left, SMALL)) + 12, y);
  const page = run(
    `Page ${paper.page} of ${Math.max(paper.known.pages, paper.page)}`,
    styled(SMALL, { tabular: true }),
  );
  drawRun(pdf, page, PAGE.width - PAGE.right - widthOf(pdf, page), y);
}

/** The first sixteen digits in fours, and the last four: enough to compare by eye. The whole hash is on the cover. */
export function hashWords(sha256: string): string {
  return `${sha256.slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ")} … ${sha256.slice(-4)}`;
}

/** Text cut to a width with an ellipsis. */
export function shorten(paper: Paper, text: string, style: Style, width: number): string {
  const [{ text: whole } = { text: "" }] = clean(paper, [run(text, style)]);
  if (widthOf(paper.pdf, run(whole, style)) <= width) return whole;
  let cut = whole;
  while (cut.length > 1 && widthOf(paper.pdf, run(`${cut}…`, style)) > width) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}
