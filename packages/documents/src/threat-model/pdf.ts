import {
  dayOf,
  type ModelSnapshot,
  modelVersionWords,
  momentOf,
  plural,
  type SnapshotThreat,
  threatFacts,
} from "@redoubt/domain/report";
import {
  CONTROL_KIND_WORDS,
  CONTROL_STATE_WORDS,
  KIND_WORDS,
  THREAT_STATE_WORDS,
  THREAT_STATE_MARKS,
  THREAT_STATES,
} from "@redoubt/domain/threat-model";
import { bullets, gap, heading, paragraph, quiet } from "../paper/blocks.ts";
import { INK } from "../paper/ink.ts";
import { titled } from "../paper/inline.ts";
import { compose, newPage, type Paper } from "../paper/paper.ts";
import { prose } from "../paper/prose.ts";
import { type Cell, cell, dim, faint, markCell, number, table } from "../paper/table.ts";
import { BODY, run, SMALL, type Style, styled } from "../paper/text.ts";
import { reportFrame } from "../parts/frame.ts";
import { lostNotice } from "../parts/lost.ts";

const TITLE: Style = { face: "semibold", size: 21, color: INK.text };
const NAME = "Threat model";
const QUIET = styled(BODY, { color: INK.text2 });

/** A threat model as PDF (A4): where the threats stand, each with what answers it, what it is made of and rests on. */
export async function threatModelPdf(snapshot: ModelSnapshot, sha256: string): Promise<Buffer> {
  const { project, organization, threats, threatsOmitted, limits, generatedAt, generatedBy, description } = snapshot;
  return compose(reportFrame(snapshot, sha256, NAME), (paper) => {
    newPage(paper);
    heading(paper, NAME, { level: 1, runs: [run(NAME, TITLE)], entry: NAME });
    const about = `${project.name}, ${organization}. ${modelVersionWords(snapshot.version)}`;
    paragraph(paper, [run(about, styled(BODY, { color: INK.text3 }))], { after: 10 });
    if (description.trim() !== "") prose(paper, description, QUIET);
    standing(paper, snapshot);
    heading(paper, `Threats, ${threats.length + threatsOmitted}`, { level: 1, before: 20 });
    if (threats.length === 0) quiet(paper, "None was written down.");
    for (const threat of threats) one(paper, threat);
    if (threatsOmitted > 0)
      paragraph(paper, [run(`${plural(threatsOmitted, "more is", "more are")} left out.`, SMALL)]);
    controls(paper, snapshot);
    drawing(paper, snapshot);
    assumptions(paper, snapshot);
    heading(paper, "What this document cannot see", { level: 1, before: 20 });
    bullets(
      paper,
      limits.map((line) => titled(line, QUIET)),
    );
    lostNotice(paper);
    paragraph(paper, [
      run(`Frozen ${momentOf(generatedAt)} by ${generatedBy}. SHA-256 of the data: `, SMALL),
      run(sha256, { face: "mono", size: 7.6, color: INK.text3 }),
    ]);
  });
}

function standing(paper: Paper, { threats, version }: ModelSnapshot): void {
  const counts = THREAT_STATES.map((state) => [state, threats.filter((each) => each.state === state).length] as const);
  const some = counts.filter(([, count]) => count > 0);
  if (some.length > 0) {
    heading(paper, "Where the threats stand", { level: 1, before: 6 });
    table(
      paper,
      [
        { head: "State", grow: 1 },
        { head: "Threats", align: "right", whole: true },
      ],
      some.map(([state, count]) => [markCell(THREAT_STATE_MARKS[state], THREAT_STATE_WORDS[state]), number(count)]),
      { pad: 3.2 },
    );
  }
  if (version === null || version.stale.length === 0) return;
  heading(paper, "What of the code has changed since", { level: 3, entry: false });
  bullets(
    paper,
    version.stale.map((what) => [run(what, QUIET)]),
  );
}

function one(paper: Paper, threat: SnapshotThreat): void {
  const { number: id, statement, state, comment } = threat;
  heading(paper, statement, {
    ...{ level: 3, entry: false, before: 9 },
    runs: [run(`T-${id}  `, styled(BODY, { color: INK.text3 })), run(statement, styled(BODY, { face: "medium" }))],
  });
  const facts = threatFacts(threat).join(", ");
  table(
    paper,
    [
      { head: "", whole: true },
      { head: "", grow: 1 },
    ],
    [
      [markCell(THREAT_STATE_MARKS[state], THREAT_STATE_WORDS[state]), dim(facts)],
      ...threat.controls.map((control): Cell[] => [
        faint(`C-${control.number}`),
        dim(`${control.name} (${control.isVoid ? "void" : CONTROL_STATE_WORDS[control.state]})`),
      ]),
    ],
    { headless: true, bare: true, pad: 1, after: 2 },
  );
  if (threat.controls.length === 0 && (state === "open" || state === "in-treatment" || state === "regressed"))
    quiet(paper, "Nothing answers it yet.");
  if (comment.trim() !== "") prose(paper, comment, QUIET);
  gap(paper, 3);
}

function controls(paper: Paper, snapshot: ModelSnapshot): void {
  if (snapshot.controls.length === 0) return;
  heading(paper, `Controls, ${snapshot.controls.length}`, { level: 1, before: 20 });
  table(
    paper,
    [
      { head: "", whole: true },
      { head: "Control", grow: 2 },
      { head: "Answers", grow: 1 },
      { head: "Owner", most: 90 },
      { head: "State", whole: true },
    ],
    snapshot.controls.map((control) => [
      faint(`C-${control.number}`),
      {
        paragraphs: [
          [run(control.name, BODY), run(`  ${CONTROL_KIND_WORDS[control.kind]}`, styled(BODY, { color: INK.text3 }))],
          ...control.void.map((why) => [run(`Void. ${why}`, styled(SMALL, { color: INK.failedText }))]),
        ],
      },
      dim(control.threats.map((threat) => `T-${threat}`).join(", ")),
      dim(control.owner ?? ""),
      control.void.length > 0
        ? cell("void", styled(BODY, { color: INK.failedText }))
        : dim(CONTROL_STATE_WORDS[control.state]),
    ]),
    { pad: 3.2 },
  );
}

function drawing(paper: Paper, { elements, flows }: ModelSnapshot): void {
  heading(paper, "What it is made of", { level: 1, before: 20 });
  if (elements.length === 0) quiet(paper, "Nothing is drawn.");
  else {
    table(
      paper,
      [
        { head: "Element", grow: 1 },
        { head: "Kind", whole: true },
        { head: "Stands in", grow: 1 },
        { head: "Scope", grow: 1 },
      ],
      elements.map(({ name, kind, within, outOfScope }) => [
        cell(name),
        dim(KIND_WORDS[kind]),
        dim(within ?? ""),
        dim(outOfScope === null ? "in" : `out: ${outOfScope}`),
      ]),
      { pad: 3.2 },
    );
  }
  if (flows.length === 0) return;
  heading(paper, "What flows", { level: 3, entry: false });
  table(
    paper,
    [
      { head: "From", grow: 1 },
      { head: "To", grow: 1 },
      { head: "What", grow: 1 },
    ],
    flows.map(({ source, target, name }) => [cell(source ?? "nothing"), cell(target ?? "nothing"), dim(name)]),
    { pad: 3.2 },
  );
}

function assumptions(paper: Paper, snapshot: ModelSnapshot): void {
  if (snapshot.assumptions.length === 0) return;
  heading(paper, "What is taken for granted", { level: 1, before: 20 });
  table(
    paper,
    [
      { head: "", whole: true },
      { head: "Assumption", grow: 1 },
      { head: "Look again by", whole: true },
      { head: "Validity", whole: true },
    ],
    snapshot.assumptions.map(({ number: id, text, validity, reviewBy }) => [
      faint(`A-${id}`),
      cell(text),
      dim(reviewBy === null ? "" : dayOf(reviewBy)),
      validity === "rejected" ? cell(validity, styled(BODY, { color: INK.failedText })) : dim(validity),
    ]),
    { pad: 3.2 },
  );
}
