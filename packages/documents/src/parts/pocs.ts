import { type PocLine, type RevisionRef, verdictWords } from "@redoubt/domain/report";
import { quiet } from "../paper/blocks.ts";
import { titled } from "../paper/inline.ts";
import { drawMark, MARK, type MarkKind } from "../paper/marks.ts";
import { claim, leaf, PAGE, type Paper } from "../paper/paper.ts";
import { type Cell, faint, table } from "../paper/table.ts";
import { drawRun, run, SMALL, widthOf } from "../paper/text.ts";
import { POC_MARKS } from "./poc-marks.ts";

/** Revisions side by side; older ones stand with each finding. */
const COLUMNS = 6;

/** Each PoC on each revision, by the form of its mark. */
export function pocMatrix(paper: Paper, pocs: readonly PocLine[], revisions: readonly RevisionRef[]): void {
  if (pocs.length === 0) {
    quiet(paper, "No PoC is attached: nothing here is shown by execution.");
    return;
  }
  legend(paper);
  const shown = revisions.slice(-COLUMNS);
  table(
    paper,
    [
      { head: "", whole: true },
      { head: "PoC", grow: 1 },
      ...shown.map(({ name }) => ({ head: name.length > 12 ? `${name.slice(0, 11)}…` : name, whole: true })),
    ],
    pocs.map((poc) => [
      faint(poc.finding === null ? "" : `F-${poc.finding}`),
      { paragraphs: [titled(poc.title)] },
      ...shown.map(({ number, name }) => verdictCell(poc, number, name)),
    ]),
    { pad: 3.4 },
  );
}

function verdictCell(poc: PocLine, revision: number, name: string): Cell {
  const verdict = poc.verdicts.find((each) => each.revision === revision)?.verdict ?? null;
  const mark = verdict === null ? "not-required" : POC_MARKS[verdict];
  return { paragraphs: [[]], mark, alt: `${name}: ${verdictWords(verdict)}` };
}

const LEGEND: readonly (readonly [MarkKind, string])[] = [
  ["failed", "reproduces"],
  ["demonstrated", "does not reproduce"],
  ["missing", "error, proves nothing"],
  ["not-required", "not run"],
];

/** What the marks mean, in the order of how bad it is. */
function legend(paper: Paper): void {
  claim(paper, 60);
  const { pdf } = paper;
  const top = paper.y;
  let x: number = PAGE.left;
  for (const [mark, words] of LEGEND) {
    const at = x;
    leaf(paper, "P", {}, (ink) =>
      ink(() => {
        drawMark(pdf, mark, at, top + 2);
        drawRun(pdf, run(words, SMALL), at + MARK.width + 5, top + 10);
      }),
    );
    x += MARK.width + 5 + widthOf(pdf, run(words, SMALL)) + 16;
  }
  paper.y = top + 18;
}
