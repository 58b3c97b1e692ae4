import {
  type FindingSheet,
  ageWords,
  plural,
  reasonWords,
  dayOf,
  stateWords,
  verdictWords,
} from "@redoubt/domain/report";
import { bullets, gap, heading, paragraph, quiet } from "../paper/blocks.ts";
import { codeBlock } from "../paper/code.ts";
import { INK, SEVERITY_INK } from "../paper/ink.ts";
import { titled } from "../paper/inline.ts";
import { prose } from "../paper/prose.ts";
import type { Paper } from "../paper/paper.ts";
import { type Cell, cell, dim, faint, markCell, severityCell, table } from "../paper/table.ts";
import { BODY, type Run, run, SMALL, styled } from "../paper/text.ts";
import { POC_MARKS } from "./poc-marks.ts";

export interface SheetOptions {
  /** With all lines of the history and what was said in them. */
  readonly full: boolean;
}

/** All of one finding, below its heading: facts, description, code, evidence, advice, history. */
export function sheetBody(paper: Paper, sheet: FindingSheet, { full }: SheetOptions): void {
  facts(paper, sheet);
  prose(paper, sheet.description);
  gap(paper, 2);
  if (sheet.code !== null) codeBlock(paper, sheet.code);
  else if (sheet.noCode !== null) quiet(paper, `No code is shown. ${sheet.noCode}`);
  evidence(paper, sheet);
  if (sheet.advice !== null) {
    heading(paper, "Advice", { level: 3, entry: false });
    prose(paper, sheet.advice);
  }
  history(paper, sheet, full);
}

/** Facts under a title, two to a line: how severe, in which state, whose, since when, of which class, and where. */
function facts(paper: Paper, sheet: FindingSheet): void {
  const { state, owner, ageDays, dueAt, until, reason, path, line, place, classes, confidence } = sheet;
  const where = path === null ? place : line === null ? path : `${path}:${line}`;
  const ids = [...classes.scwe, ...classes.cwe, ...classes.swc];
  const pairs: (readonly [Cell, Cell])[] = [
    [faint("Severity"), severityWith(sheet.severity, confidence)],
    [faint("State"), stateCell(state, reasonOf(state, reason), until)],
    [faint("Owner"), owner === null ? cell("nobody", styled(BODY, { color: INK.failedText })) : cell(owner)],
    [faint("Open for"), cell(`${ageWords(ageDays)}, since ${dayOf(sheet.firstSeenAt)}`)],
    ...(dueAt === null ? [] : [[faint("Due"), cell(dayOf(dueAt))] as const]),
    ...(ids.length === 0 ? [] : [[faint("Class"), cell(ids.join(", "))] as const]),
  ];
  const rows = Array.from({ length: Math.ceil(pairs.length / 2) }, (_, index) => {
    const [first, second] = [pairs[index * 2], pairs[index * 2 + 1]];
    return [...(first ?? []), ...(second ?? [cell(""), cell("")])];
  });
  const half = { head: "", fixed: 48 };
  table(paper, [half, { head: "", fixed: 178 }, half, { head: "", fixed: 178 }], rows, {
    ...{ headless: true, bare: true, pad: 1.6, after: where === null ? 7 : 0 },
  });
  if (where === null) return;
  table(paper, [half, { head: "", grow: 1 }], [[faint("Place"), placeCell(where, place)]], {
    ...{ headless: true, bare: true, pad: 1.6, after: 7 },
  });
}

function severityWith(severity: FindingSheet["severity"], confidence: string): Cell {
  const word = severityCell(severity);
  const rest = run(`, confidence ${confidence}`, styled(BODY, { color: INK.text3 }));
  return { ...word, paragraphs: word.paragraphs.map((runs) => [...runs, rest]) };
}

function reasonOf(state: string, reason: string | null): string | null {
  return state === "dismissed" ? reasonWords(reason) : null;
}

function stateCell(state: string, reason: string | null, until: string | null): Cell {
  const words = [
    stateWords(state),
    ...(reason === null ? [] : [`as ${reason}`]),
    ...(until === null ? [] : [`until ${dayOf(until)}`]),
  ].join(" ");
  const color = state === "regressed" ? INK.failedText : state === "resolved" ? INK.demonstratedText : INK.text;
  return cell(words, styled(BODY, { color }));
}

function placeCell(where: string, place: string | null): Cell {
  const code = run(where, { face: "mono", size: 8.4, color: INK.text });
  const name = place === null || place === where ? [] : [run(`  ${place}`, styled(BODY, { color: INK.text3 }))];
  return { paragraphs: [[code, ...name]] };
}

/** Why it is believed: exploits by revision, tools that report it, people who wrote it down. */
function evidence(paper: Paper, { pocs, reporters, recordedBy }: FindingSheet): void {
  heading(paper, "Why we believe it", { level: 3, entry: false });
  const rows: Cell[][] = [];
  for (const poc of pocs)
    for (const [index, { revision, verdict, reason }] of poc.runs.entries())
      rows.push([
        index === 0 ? cell(`PoC ${poc.number}`) : cell(""),
        cell(revision.name),
        markCell(POC_MARKS[verdict], verdictWords(verdict)),
        reason === null ? dim("") : { paragraphs: [[run(reason, { face: "mono", size: 7.6, color: INK.text2 })]] },
      ]);
  if (rows.length > 0)
    table(
      paper,
      [
        { head: "Exploit", whole: true },
        { head: "Revision", whole: true },
        { head: "Result", whole: true },
        { head: "What stopped it", grow: 1 },
      ],
      rows,
      { pad: 3.2, after: 6 },
    );
  const lines: Run[][] = [
    ...(pocs.length === 0 ? [[run("No exploit was written: nobody has carried it out here.")]] : []),
    ...pocs.filter(({ runs }) => runs.length === 0).map(({ number }) => [run(`PoC ${number} has not run yet.`)]),
    ...(recordedBy === null ? [] : [[run(`Recorded by hand, ${recordedBy}.`)]]),
    ...reporters.map(({ title, detector, present, places }) => [
      run(
        `${title} ${present ? "reports it" : "no longer reports it"}${places > 1 ? ` at ${plural(places, "place")}` : ""} `,
      ),
      run(detector, { face: "mono", size: 8.2, color: INK.text3 }),
    ]),
    ...(reporters.length === 0 ? [[run("No scanner reported it.")]] : []),
  ];
  if (rows.length > 0) gap(paper, 2);
  bullets(
    paper,
    lines.map((runs) =>
      runs.map((each) => (each.style === BODY ? run(each.text, styled(BODY, { color: INK.text2 })) : each)),
    ),
  );
}

function history(paper: Paper, { history, historyOmitted }: FindingSheet, full: boolean): void {
  if (history.length === 0) return;
  heading(paper, "History", { level: 3, entry: false });
  const rows = history.map(({ at, who, deed, said, undone }): Cell[] => [
    faint(full ? `${dayOf(at)}, ${at.slice(11, 16)}` : dayOf(at)),
    {
      paragraphs: [
        [
          run(who, styled(BODY, { face: "medium" })),
          run(` ${deed}${undone ? " (taken back)" : ""}`, styled(BODY, { color: INK.text2 })),
        ],
        ...(said === null ? [] : said.split(/\n{2,}/).map((part) => titled(part, styled(BODY, { color: INK.text2 })))),
      ],
    },
  ]);
  table(
    paper,
    [
      { head: "", whole: true },
      { head: "", grow: 1 },
    ],
    rows,
    { headless: true, pad: 2.6, after: 4 },
  );
  if (historyOmitted > 0)
    paragraph(paper, [run(`${plural(historyOmitted, "older line is", "older lines are")} left out.`, SMALL)]);
}

/** `F-2 Pool price wins over the feed`, with the number in grey. */
export function sheetTitle({ number, title, severity }: FindingSheet): Run[] {
  const base = styled(BODY, { face: "semibold", size: 11 });
  return [run(`F-${number}  `, styled(base, { color: SEVERITY_INK[severity] })), ...titled(title, base)];
}
