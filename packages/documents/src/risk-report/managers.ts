import {
  type DecisionRequest,
  type ReportLine,
  type RiskSnapshot,
  leadSentences,
  methodTerms,
  promiseLines,
  scannerLines,
  ageWords,
  ANSWER_WORDS,
  longDayOf,
  plural,
  dayOf,
  stateWords,
  verdictWords,
} from "@redoubt/domain/report";
import { gap, heading, leadOf, paragraph, quiet, rule } from "../paper/blocks.ts";
import { dateLines, revisionBars } from "../paper/charts.ts";
import { INK } from "../paper/ink.ts";
import { titled } from "../paper/inline.ts";
import { drawMark } from "../paper/marks.ts";
import { artifact, clean, CONTENT_WIDTH, leaf, newPage, PAGE, type Paper, roomOf } from "../paper/paper.ts";
import {
  type Cell,
  cell,
  type Column,
  dim,
  faint,
  fittingRows,
  hairline,
  markCell,
  severityCell,
  table,
} from "../paper/table.ts";
import { BODY, drawLine, drawRun, layOut, run, SMALL, type Style, styled } from "../paper/text.ts";
import { POC_MARKS } from "../parts/poc-marks.ts";

const TITLE: Style = { face: "semibold", size: 21, color: INK.text };
const LEAD_TEXT: Style = { face: "regular", size: 11.25, color: INK.text };
const FIGURE: Style = { face: "semibold", size: 15, color: INK.text };

/** How much of what there is the two pages had room for. */
export interface Shown {
  readonly decisions: number;
  readonly findings: number;
}

/** The two pages for managers: the answer and what is asked of them, then the findings behind it and what is not known. */
export function managerPages(paper: Paper, snapshot: RiskSnapshot): Shown {
  newPage(paper);
  const decisions = firstPage(paper, snapshot);
  newPage(paper);
  return { decisions, findings: secondPage(paper, snapshot) };
}

function firstPage(paper: Paper, snapshot: RiskSnapshot): number {
  const { project, generatedBy, scheduled, revision } = snapshot;
  heading(paper, "Risk report", { level: 1, entry: "For managers, two pages", runs: [run("Risk report", TITLE)] });
  const code = revision === null ? "No code is connected yet" : `On ${revision.name}`;
  const by = scheduled ? `Made by schedule for ${generatedBy}` : `Prepared by ${generatedBy}`;
  paragraph(paper, [run(`${project.name}. ${code}. ${by}.`, styled(BODY, { color: INK.text3 }))], { after: 13 });
  lead(paper, snapshot);
  answer(paper, snapshot);
  const shown = decisions(paper, snapshot);
  trend(paper, snapshot);
  return shown;
}

/** What changed, in one paragraph; what does not fit stands in full on the pages behind. */
function lead(paper: Paper, snapshot: RiskSnapshot): void {
  const { previous } = snapshot;
  const since =
    previous === null ? "The first report." : `Changed since the last report, ${longDayOf(previous.generatedAt)}.`;
  const sentences = leadSentences(snapshot);
  const strong = styled(LEAD_TEXT, { face: "semibold" });
  const most = 5;
  let shown = sentences;
  let runs = [run(`${since} `, strong)];
  for (let count = sentences.length; count > 0; count -= 1) {
    shown = sentences.slice(0, count);
    const more =
      count < sentences.length
        ? ` ${plural(sentences.length - count, "more change is", "more changes are")} listed behind.`
        : "";
    runs = [run(`${since} `, strong), ...titled(shown.join(" ") + more, LEAD_TEXT)];
    if (layOut(paper.pdf, clean(paper, runs), CONTENT_WIDTH).length <= most || count === 1) break;
  }
  paragraph(paper, runs, { lead: 17.25, after: 13 });
}

function answer(paper: Paper, { answer: { verdict, reasons } }: RiskSnapshot): void {
  rule(paper);
  gap(paper, 10);
  const { pdf } = paper;
  const top = paper.y;
  const color = verdict === "no" ? INK.failedText : verdict === "yes" ? INK.demonstratedText : INK.text;
  leaf(paper, "P", {}, (ink) =>
    ink(() => {
      drawRun(pdf, run("Would we sleep?", SMALL), PAGE.left, top + 9);
      const lines = layOut(pdf, [run(ANSWER_WORDS[verdict], styled(FIGURE, { color }))], 88);
      for (const [index, line] of lines.entries()) drawLine(pdf, line, PAGE.left, top + 27 + index * 18);
    }),
  );
  const x = PAGE.left + 96;
  for (const reason of reasons) {
    const runs = clean(paper, titled(reason.text));
    const lines = layOut(pdf, runs, CONTENT_WIDTH - 96 - 20);
    const { height, baseline } = leadOf(runs);
    leaf(paper, "P", {}, (ink) =>
      ink(() => {
        drawMark(pdf, reason.mark, x, paper.y + 2.4);
        for (const line of lines) {
          drawLine(pdf, line, x + 20, paper.y + baseline);
          paper.y += height;
        }
      }),
    );
    gap(paper, 3);
  }
  paper.y = Math.max(paper.y, top + 36) + 7;
  rule(paper);
}

const DECISIONS: readonly Column[] = [
  { head: "", whole: true },
  { head: "Decision", grow: 1 },
  { head: "By", whole: true },
  { head: "Answer", whole: true },
];

/** As many as leave room for the chart below; the others stand behind. */
function decisions(paper: Paper, { decisions, decisionsOmitted, revisions }: RiskSnapshot): number {
  heading(paper, "Decisions requested", { level: 2, entry: false, before: 17 });
  if (decisions.length === 0) {
    quiet(paper, "None. Nothing waits for a person that this report knows of.");
    return 0;
  }
  const rows = decisions.map((decision, index) => [
    faint(String(index + 1)),
    decisionCell(decision),
    cell(decision.by === null ? "now" : dayOf(decision.by)),
    { paragraphs: [], boxes: ["yes", "no"] },
  ]);
  const chart = revisions.length === 0 ? 0 : CHART_FRAME + Math.min(3, revisions.length) * CHART_ROW;
  const fits = fittingRows(paper, DECISIONS, rows, roomOf(paper) - 60 - chart);
  const shown = Math.max(1, fits);
  table(paper, DECISIONS, rows.slice(0, shown), { after: 4 });
  const rest = rows.length - shown + decisionsOmitted;
  if (rest > 0) note(paper, `${plural(rest, "more decision is", "more decisions are")} listed behind.`);
  return shown;
}

function note(paper: Paper, text: string): void {
  paragraph(paper, [run(text, SMALL)], { after: 0 });
}

export function decisionCell({ ask, why }: DecisionRequest): Cell {
  return {
    paragraphs: [
      titled(ask, styled(BODY, { face: "medium" })),
      titled(shortWhy(why), styled(BODY, { color: INK.text2 })),
    ],
  };
}

/** Two lines of a table at the most. */
function shortWhy(why: string): string {
  return why.length <= 170 ? why : `${why.slice(0, 167).trimEnd()}…`;
}

const CHART_FRAME = 62;
const CHART_ROW = 24;
const REVISIONS = 6;

function trend(paper: Paper, { revisions }: RiskSnapshot): void {
  const fits = Math.floor((roomOf(paper) - CHART_FRAME) / CHART_ROW);
  const shown = revisions.slice(-Math.max(0, Math.min(REVISIONS, fits)));
  if (fits < 1 || shown.length === 0) return;
  heading(paper, "Open findings by revision, low and worse", { level: 2, entry: false });
  revisionBars(paper, shown);
}

const FINDINGS = 16;
/** What stands below the findings: notes, two lists side by side, method. */
const BELOW = 335;
const DATES = 185;

function secondPage(paper: Paper, snapshot: RiskSnapshot): number {
  const { openCriticalAndHigh, open, hiddenRestricted, dates } = snapshot;
  const total = open.critical + open.high;
  const title =
    total === 0
      ? "No critical or high finding is open"
      : `${plural(total, "critical or high finding is", "critical and high findings are")} open, worst first`;
  heading(paper, title, { level: 2, entry: false, before: 0 });
  const rows = openCriticalAndHigh.slice(0, FINDINGS).map(findingRow);
  const shown = fittingRows(paper, COLUMNS, rows, roomOf(paper) - 24 - BELOW, ROW_OPTIONS);
  if (shown > 0) table(paper, COLUMNS, rows.slice(0, shown), ROW_OPTIONS);
  const notes = [
    ...(total > shown ? [`${total - shown} more ${total - shown === 1 ? "is" : "are"} listed behind.`] : []),
    `${total === 0 ? "" : "Beside them "}${open.medium} medium, ${open.low} low and ${open.info} informational findings are open.`,
    ...(hiddenRestricted > 0
      ? [`${plural(hiddenRestricted, "restricted finding is", "restricted findings are")} counted only.`]
      : []),
  ];
  note(paper, notes.join(" "));
  if (dates.length >= 2 && roomOf(paper) > BELOW + DATES) {
    heading(paper, "Open findings over time", { level: 2, entry: false });
    dateLines(paper, dates);
  }
  columns(paper, snapshot);
  method(paper, snapshot);
  return shown;
}

const COLUMNS: readonly Column[] = [
  { head: "", whole: true },
  { head: "Finding", grow: 1 },
  { head: "Severity", whole: true },
  { head: "State", whole: true },
  { head: "Owner", whole: true, most: 96 },
  { head: "Open for", whole: true, tabular: true },
  { head: "PoC", whole: true },
];
const ROW_OPTIONS = { pad: 3.6, after: 6 } as const;

function findingRow(finding: RiskSnapshot["openCriticalAndHigh"][number]): Cell[] {
  const { number, title, place, severity, state, owner, ageDays, poc } = finding;
  const bad = styled(BODY, { color: INK.failedText });
  return [
    faint(`F-${number}`),
    {
      paragraphs: [
        titled(title),
        ...(place === null ? [] : [[run(place, { face: "mono", size: 7.6, color: INK.text3 })]]),
      ],
    },
    severityCell(severity),
    state === "regressed" ? cell(state, bad) : dim(stateWords(state)),
    owner === null ? cell("nobody", bad) : dim(owner),
    dim(ageWords(ageDays)),
    { ...markCell(poc === null ? "missing" : POC_MARKS[poc], ""), alt: poc === null ? "no PoC" : verdictWords(poc) },
  ];
}

/** Promises on the left where there are some, else what has looked; what nobody knows on the right. */
function columns(paper: Paper, snapshot: RiskSnapshot): void {
  gap(paper, 13);
  const top = paper.y;
  const width = (CONTENT_WIDTH - 21) / 2;
  const { promises } = snapshot;
  const left = promises === null ? scannerLines(snapshot) : promiseLines(promises, LINES - 1);
  list(paper, promises === null ? "What has looked" : "Promises", left, PAGE.left, width);
  const bottom = paper.y;
  paper.y = top;
  const right = snapshot.blindSpots.map(({ what, why }) => ({ what, end: why, bad: false }));
  list(paper, "What we do not know", right, PAGE.left + width + 21, width);
  paper.y = Math.max(bottom, paper.y);
}

const LINES = 6;

function list(paper: Paper, title: string, pairs: readonly ReportLine[], x: number, width: number): void {
  const { pdf } = paper;
  leaf(paper, "H2", {}, (ink) =>
    ink(() => drawRun(pdf, run(title, { face: "semibold", size: 10.5, color: INK.text }), x, paper.y + 9)),
  );
  paper.y += 18;
  for (const { what, end, bad } of pairs.slice(0, LINES)) {
    const runs = clean(paper, [run(end, styled(BODY, { color: bad ? INK.failedText : INK.text3 }))]);
    const [right] = layOut(pdf, runs, width * 0.72);
    const room = width - (right?.width ?? 0) - 10;
    const [line, ...rest] = layOut(pdf, clean(paper, titled(what)), room);
    leaf(paper, "P", {}, (ink) =>
      ink(() => {
        if (line !== undefined) drawLine(pdf, line, x, paper.y + 12);
        if (rest.length > 0 && line !== undefined) drawRun(pdf, run("…", BODY), x + line.width + 1, paper.y + 12);
        if (right !== undefined) drawLine(pdf, right, x + width - right.width, paper.y + 12);
      }),
    );
    paper.y += 19;
    artifact(paper, () => hairline(pdf, x, paper.y - 1.5, width, INK.line));
  }
}

function method(paper: Paper, snapshot: RiskSnapshot): void {
  heading(paper, "Method and limits", { level: 2, entry: false });
  for (const [term, words] of methodTerms(snapshot)) {
    const text = [run(term, styled(BODY, { face: "medium" })), run(` ${words}`, styled(BODY, { color: INK.text2 }))];
    paragraph(paper, text, { after: 4.5 });
  }
}
