import {
  type DiffFinding,
  DIFF_KINDS,
  type ReportDiff,
  DIFF_WORDS,
  plural,
  dayOf,
  stateWords,
  verdictWords,
  moveWords,
} from "@redoubt/domain/report";
import { heading, paragraph, quiet } from "../paper/blocks.ts";
import { INK } from "../paper/ink.ts";
import { titled } from "../paper/inline.ts";
import type { Paper } from "../paper/paper.ts";
import { type Cell, cell, dim, faint, markCell, number, severityCell, table } from "../paper/table.ts";
import { BODY, run, SMALL, styled } from "../paper/text.ts";
import { POC_MARKS } from "../parts/poc-marks.ts";

/** Findings that one group names; the rest is counted. */
const MOST = 40;

/** What is different between two frozen reports: findings by kind of news, PoCs, what looked and what was left out. */
export function difference(paper: Paper, diff: ReportDiff): void {
  const { from, to, findings, findingsOmitted, complete } = diff;
  const revisions =
    from.revision === to.revision ? "" : `, from ${from.revision ?? "no revision"} to ${to.revision ?? "no revision"}`;
  paragraph(paper, [
    run(
      `Report ${from.number} of ${dayOf(from.generatedAt)} against report ${to.number} of ${dayOf(to.generatedAt)}${revisions}.`,
      styled(BODY, { color: INK.text2 }),
    ),
  ]);
  counts(paper, diff);
  if (!complete) {
    quiet(
      paper,
      "One of the two reports does not list all of its findings: what it leaves out cannot be told apart from what is new.",
    );
  }
  if (findings.length === 0) quiet(paper, "No finding is in another state or of another severity.");
  for (const kind of DIFF_KINDS)
    group(
      paper,
      kind,
      findings.filter((finding) => finding.kind === kind),
    );
  if (findingsOmitted > 0)
    paragraph(paper, [
      run(`${plural(findingsOmitted, "more difference is", "more differences are")} left out.`, SMALL),
    ]);
  pocs(paper, diff);
  scanners(paper, diff);
}

function counts(paper: Paper, { from, to }: ReportDiff): void {
  const severities = ["critical", "high", "medium", "low", "info"] as const;
  const row = (label: string, side: ReportDiff["from"]) => [
    cell(label),
    ...severities.map((severity) => number(side.open[severity])),
    number(side.hiddenRestricted),
  ];
  table(
    paper,
    [
      { head: "Open findings", grow: 1 },
      ...severities.map((severity) => ({ head: severity, align: "right" as const, whole: true })),
      { head: "restricted", align: "right", whole: true },
    ],
    [row(`Report ${from.number}`, from), row(`Report ${to.number}`, to)],
    { pad: 3.4 },
  );
}

function group(paper: Paper, kind: DiffFinding["kind"], findings: readonly DiffFinding[]): void {
  if (findings.length === 0) return;
  heading(paper, `${DIFF_WORDS[kind]}, ${findings.length}`, { level: 3, entry: false });
  table(
    paper,
    [
      { head: "", fixed: 26 },
      { head: "", grow: 1 },
      { head: "", fixed: 62 },
      { head: "", fixed: 136 },
    ],
    findings
      .slice(0, MOST)
      .map((finding) => [
        faint(`F-${finding.number}`),
        { paragraphs: [titled(finding.title)] },
        severityCell((finding.after ?? finding.before)?.severity ?? "info"),
        dim(moveWords(finding)),
      ]),
    { headless: true, pad: 2.8, after: 6 },
  );
  const rest = findings.length - MOST;
  if (rest > 0) paragraph(paper, [run(`${rest} more.`, SMALL)]);
}

function pocs(paper: Paper, { pocs }: ReportDiff): void {
  if (pocs.length === 0) return;
  heading(paper, "PoCs with another result on the newest revision", { level: 3, entry: false });
  const verdict = (value: (typeof pocs)[number]["before"]): Cell =>
    markCell(value === null ? "not-required" : POC_MARKS[value], verdictWords(value));
  table(
    paper,
    [
      { head: "", whole: true },
      { head: "PoC", grow: 1 },
      { head: "Before", whole: true },
      { head: "Now", whole: true },
    ],
    pocs.map((poc) => [
      faint(poc.finding === null ? `PoC ${poc.poc}` : `F-${poc.finding}`),
      { paragraphs: [titled(poc.title)] },
      verdict(poc.before),
      verdict(poc.after),
    ]),
    { pad: 3, after: 6 },
  );
}

function scanners(paper: Paper, { scanners, gapsOpened, gapsClosed }: ReportDiff): void {
  if (scanners.length + gapsOpened.length + gapsClosed.length === 0) return;
  heading(paper, "What looked, and what was left out", { level: 3, entry: false });
  const rows: Cell[][] = [
    ...scanners.map(({ title, before, after }) => [
      cell(title),
      dim(`${stateWords(after ?? "not there")}, was ${stateWords(before ?? "not there")}`),
    ]),
    ...gapsOpened.map(({ scanner, what, reason }) => [cell(`${scanner} left out`), dim(`${what}: ${reason}`)]),
    ...gapsClosed.map(({ scanner, what }) => [cell(`${scanner} looks again`), dim(what)]),
  ];
  table(
    paper,
    [
      { head: "", whole: true },
      { head: "", grow: 1 },
    ],
    rows,
    { headless: true, pad: 3, after: 6 },
  );
}
