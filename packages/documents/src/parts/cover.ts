import { type ReportSnapshot, longDayOf, momentOf, revisionWords } from "@redoubt/domain/report";
import { gap } from "../paper/blocks.ts";
import { INK } from "../paper/ink.ts";
import { drawSign } from "../paper/marks.ts";
import { artifact, clean, CONTENT_WIDTH, type Entry, group, leaf, newPage, PAGE, type Paper } from "../paper/paper.ts";
import { hairline } from "../paper/table.ts";
import { drawLine, drawRun, layOut, run, type Style, styled, widthOf } from "../paper/text.ts";
import { shorten } from "./frame.ts";

const TITLE: Style = { face: "semibold", size: 34, color: INK.text };
const PROJECT: Style = { face: "regular", size: 17, color: INK.text2 };
const TERM: Style = { face: "regular", size: 9.4, color: INK.text3 };
const FACT: Style = { face: "regular", size: 9.4, color: INK.text };
const FIRST: Style = { face: "medium", size: 9.4, color: INK.text };
const SECOND: Style = { face: "regular", size: 9.4, color: INK.text2 };
const LEAD = 16.5;
/** As close as lines of contents may stand, before they go on on another page. */
const CLOSEST = 13.2;
const CONTENTS_HEAD = 21;
const TERMS = 96;

/** The first page: what it is, of what and of when, who may read it, what it holds, and the hash that it can be checked by. */
export function cover(paper: Paper, snapshot: ReportSnapshot, sha256: string, title: string): void {
  newPage(paper, true);
  const { pdf } = paper;
  artifact(paper, () => {
    drawSign(pdf, PAGE.left, 62, 21);
    drawRun(pdf, run("Redoubt", { face: "semibold", size: 13, color: INK.text }), PAGE.left + 30, 77);
    hairline(pdf, PAGE.left, 100, CONTENT_WIDTH, INK.text);
  });
  paper.y = 148;
  text(paper, "Title", title, TITLE, 40);
  text(paper, "P", snapshot.project.name, PROJECT, 24);
  gap(paper, 26);
  facts(paper, [
    ["Organization", snapshot.organization],
    ["Code", revisionWords(snapshot.revision)],
    ["Report", `${snapshot.number}, frozen ${momentOf(snapshot.generatedAt)}`],
    ["Prepared by", snapshot.generatedBy],
  ]);
  gap(paper, 26);
  contents(paper);
  foot(paper, sha256, snapshot.generatedAt);
}

function text(paper: Paper, type: string, words: string, style: Style, lead: number): void {
  const lines = layOut(paper.pdf, clean(paper, [run(words, style)]), CONTENT_WIDTH).slice(0, 3);
  leaf(paper, type, {}, (ink) =>
    ink(() => {
      for (const line of lines) {
        drawLine(paper.pdf, line, PAGE.left, paper.y + lead * 0.78);
        paper.y += lead;
      }
    }),
  );
}

function facts(paper: Paper, items: readonly (readonly [string, string])[]): void {
  for (const [term, fact] of items) {
    const lines = layOut(paper.pdf, clean(paper, [run(fact, FACT)]), CONTENT_WIDTH - TERMS).slice(0, 2);
    leaf(paper, "P", {}, (ink) =>
      ink(() => {
        drawRun(paper.pdf, run(term, TERM), PAGE.left, paper.y + 11);
        for (const line of lines) {
          drawLine(paper.pdf, line, PAGE.left + TERMS, paper.y + 11);
          paper.y += LEAD;
        }
      }),
    );
  }
}

/** What the document holds and on which page; findings stand indented below their part. */
function contents(paper: Paper): void {
  const { entries } = paper.known;
  const floor = PAGE.height - 118;
  const room = (floor - paper.y - CONTENTS_HEAD) / Math.max(entries.length, 1);
  // A few lines too many stand closer rather than alone on a page of their own.
  const lead = room >= CLOSEST ? Math.min(LEAD, room) : LEAD;
  contentsHead(paper);
  group(paper, "TOC", () => {
    for (const entry of entries) {
      if (paper.y + lead - 0.01 > (paper.page === 1 ? floor : PAGE.height - PAGE.bottom)) {
        newPage(paper);
        contentsHead(paper);
      }
      line(paper, entry, lead);
    }
  });
}

function contentsHead(paper: Paper): void {
  leaf(paper, "P", {}, (ink) =>
    ink(() =>
      drawRun(paper.pdf, run("Contents", { face: "semibold", size: 10.5, color: INK.text }), PAGE.left, paper.y + 11),
    ),
  );
  paper.y += CONTENTS_HEAD;
  artifact(paper, () => hairline(paper.pdf, PAGE.left, paper.y - 3, CONTENT_WIDTH, INK.lineStrong));
}

function line(paper: Paper, { title, level, page, name }: Entry, lead: number): void {
  const { pdf } = paper;
  const style = level === 1 ? FIRST : SECOND;
  const x = PAGE.left + (level === 1 ? 0 : 14);
  const label = run(String(page), styled(level === 1 ? FACT : SECOND, { tabular: true }));
  const right = PAGE.width - PAGE.right;
  const words = shorten(paper, title, style, right - x - 40);
  leaf(paper, "TOCI", {}, (ink) =>
    ink(() => {
      drawRun(pdf, run(words, style), x, paper.y + lead - 5.5);
      drawRun(pdf, label, right - widthOf(pdf, label), paper.y + lead - 5.5);
    }),
  );
  artifact(paper, () => hairline(pdf, PAGE.left, paper.y + lead - 1, CONTENT_WIDTH, INK.line));
  pdf.goTo(PAGE.left, paper.y, CONTENT_WIDTH, lead, name);
  paper.y += lead;
}

/** Who may read it, and how anyone can check that it is what was frozen. */
function foot(paper: Paper, sha256: string, generatedAt: string): void {
  if (paper.page > 1) return;
  const { pdf } = paper;
  const y = PAGE.height - 84;
  artifact(paper, () => hairline(pdf, PAGE.left, y - 16, CONTENT_WIDTH, INK.lineStrong));
  const small = (words: string, face: Style["face"] = "regular", size = 9): void =>
    leaf(paper, "P", {}, (ink) =>
      ink(() => drawRun(pdf, run(words, { face, size, color: INK.text3 }), PAGE.left, paper.y)),
    );
  paper.y = y;
  small("Confidential. It may describe weaknesses that are not fixed; hand it on as you would hand on a key.");
  paper.y = y + 15;
  small(`The data was frozen on ${longDayOf(generatedAt)}. SHA-256 of its canonical JSON:`);
  paper.y = y + 29;
  small(sha256, "mono", 8);
}
