import { SEVERITIES } from "@redoubt/domain/finding";
import { type RiskSnapshot, plural, dayOf } from "@redoubt/domain/report";
import { bullets, heading, paragraph, quiet } from "../paper/blocks.ts";
import { dateLines, revisionBars } from "../paper/charts.ts";
import { INK } from "../paper/ink.ts";
import { plainTitle, titled } from "../paper/inline.ts";
import { compose, newPage, type Paper, roomOf } from "../paper/paper.ts";
import { cell, dim, faint, number, severityCell, table } from "../paper/table.ts";
import { BODY, run, SMALL, styled } from "../paper/text.ts";
import { cover } from "../parts/cover.ts";
import { coverage } from "../parts/coverage.ts";
import { reportFrame } from "../parts/frame.ts";
import { lostNotice } from "../parts/lost.ts";
import { pocMatrix } from "../parts/pocs.ts";
import { sheetBody, sheetTitle } from "../parts/sheet.ts";
import { difference } from "./difference.ts";
import { decisionCell, managerPages } from "./managers.ts";

const HALF_A_PAGE = 330;

/** A frozen risk report as PDF (A4): cover and contents, two pages for managers, then all that stands behind them. */
export async function riskReportPdf(snapshot: RiskSnapshot, sha256: string): Promise<Buffer> {
  return compose(reportFrame(snapshot, sha256, "Risk report"), (paper) => {
    cover(paper, snapshot, sha256, "Risk report");
    const shown = managerPages(paper, snapshot);
    newPage(paper);
    changes(paper, snapshot);
    if (snapshot.decisions.length > shown.decisions) allDecisions(paper, snapshot);
    trend(paper, snapshot);
    if (snapshot.openCriticalAndHigh.length > shown.findings) openFindings(paper, snapshot);
    sheets(paper, snapshot);
    heading(paper, "PoC results", { level: 1, before: 20 });
    pocMatrix(paper, snapshot.pocs, snapshot.pocRevisions);
    heading(paper, "Scan coverage", { level: 1, before: 20 });
    coverage(paper, snapshot.scanners, snapshot.notScanned);
    heading(paper, "Method", { level: 1, before: 20 });
    sentences(paper, snapshot.method);
    heading(paper, "What this report cannot see", { level: 1, before: 20 });
    sentences(paper, snapshot.limits);
    lostNotice(paper);
  });
}

function sentences(paper: Paper, lines: readonly string[]): void {
  bullets(
    paper,
    lines.map((line) => titled(line, styled(BODY, { color: INK.text2 }))),
  );
}

function changes(paper: Paper, snapshot: RiskSnapshot): void {
  const { previous, diff } = snapshot;
  heading(paper, previous === null ? "What changed" : `What changed since report ${previous.number}`, { level: 1 });
  if (previous === null) {
    quiet(paper, "This is the first report of the project; there is nothing to compare with.");
  } else {
    if (snapshot.changes.length === 0) quiet(paper, "No finding changed its state.");
    else
      bullets(
        paper,
        snapshot.changes.map(({ text }) => titled(text)),
      );
    if (diff !== null) difference(paper, diff);
    else quiet(paper, "The report was made in an older format, which does not list what it was compared with.");
  }
}

/** All of them, where the page for managers had no room. */
function allDecisions(paper: Paper, { decisions, decisionsOmitted }: RiskSnapshot): void {
  heading(paper, "All decisions requested", { level: 2 });
  table(
    paper,
    [
      { head: "", whole: true },
      { head: "Decision", grow: 1 },
      { head: "By", whole: true },
    ],
    decisions.map((decision, index) => [
      faint(String(index + 1)),
      decisionCell(decision),
      dim(decision.by === null ? "now" : dayOf(decision.by)),
    ]),
    { pad: 4 },
  );
  if (decisionsOmitted > 0) paragraph(paper, [run(`${decisionsOmitted} more are left out.`, SMALL)]);
}

function trend(paper: Paper, { revisions, dates }: RiskSnapshot): void {
  if (revisions.length === 0 && dates.length < 2) return;
  heading(paper, "Trend", { level: 1, before: 20 });
  if (revisions.length > 0) {
    heading(paper, "Open findings by revision, low and worse", { level: 3, entry: false, before: 0 });
    revisionBars(paper, revisions);
    paragraph(paper, [run("Each revision as it stood when the next one arrived, by today's severity.", SMALL)]);
  }
  if (dates.length >= 2) {
    heading(paper, "Open findings over time", { level: 3, entry: false });
    dateLines(paper, dates);
  }
  if (revisions.length > 0) stateTable(paper, revisions);
}

function stateTable(paper: Paper, revisions: RiskSnapshot["revisions"]): void {
  const kinds = [
    ["open", "open"],
    ["resolved", "resolved"],
    ["setAside", "set aside"],
  ] as const;
  heading(paper, "Severity and state by revision", { level: 3, entry: false });
  table(
    paper,
    [
      { head: "Revision", grow: 1 },
      { head: "State", whole: true },
      ...SEVERITIES.map((severity) => ({ head: severity, align: "right" as const, whole: true })),
    ],
    revisions.flatMap((state) =>
      kinds.map(([kind, words]) => [
        kind === "open" ? cell(state.revision.name, styled(BODY, { face: "medium" })) : cell(""),
        kind === "open" ? cell(words) : faint(words),
        ...SEVERITIES.map((severity) => number(state[kind][severity])),
      ]),
    ),
    { pad: 2.6 },
  );
}

/** All of them, where the page for managers had no room; not all of them have a sheet. */
function openFindings(paper: Paper, { openCriticalAndHigh, open }: RiskSnapshot): void {
  const total = open.critical + open.high;
  heading(paper, "All open critical and high findings", { level: 1, before: 20 });
  table(
    paper,
    [
      { head: "", whole: true },
      { head: "Finding", grow: 1 },
      { head: "Severity", whole: true },
      { head: "Owner", most: 110 },
      { head: "Days", align: "right", whole: true },
    ],
    openCriticalAndHigh.map((finding) => [
      faint(`F-${finding.number}`),
      { paragraphs: [titled(finding.title)] },
      severityCell(finding.severity),
      finding.owner === null ? cell("nobody", styled(BODY, { color: INK.failedText })) : dim(finding.owner),
      number(finding.ageDays),
    ]),
    { pad: 3 },
  );
  const rest = total - openCriticalAndHigh.length;
  if (rest > 0) paragraph(paper, [run(`${rest} more are open and not listed.`, SMALL)]);
}

function sheets(paper: Paper, { sheets, sheetsOmitted }: RiskSnapshot): void {
  if (sheets.length === 0) return;
  if (roomOf(paper) < HALF_A_PAGE) newPage(paper);
  heading(paper, "Open critical and high findings in detail", { level: 1, before: 20 });
  for (const [index, sheet] of sheets.entries()) {
    heading(paper, sheet.title, {
      ...{ level: 2, runs: sheetTitle(sheet), entry: `F-${sheet.number} ${plainTitle(sheet.title)}` },
      before: index === 0 ? 2 : 24,
    });
    sheetBody(paper, sheet, { full: false });
  }
  if (sheetsOmitted > 0)
    paragraph(paper, [
      run(`${plural(sheetsOmitted, "more finding is", "more findings are")} open and not told in detail.`, SMALL),
    ]);
}
