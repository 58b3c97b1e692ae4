import {
  KNOWN_GROUPS,
  type KnownIssue,
  type KnownIssuesSnapshot,
  GROUP_WORDS,
  momentOf,
  plural,
  dayOf,
} from "@redoubt/domain/report";
import { bullets, gap, heading, paragraph, quiet } from "../paper/blocks.ts";
import { INK } from "../paper/ink.ts";
import { titled } from "../paper/inline.ts";
import { compose, newPage, type Paper } from "../paper/paper.ts";
import { prose } from "../paper/prose.ts";
import { type Cell, cell, dim, faint, number, severityCell, table } from "../paper/table.ts";
import { BODY, run, SMALL, type Style, styled } from "../paper/text.ts";
import { reportFrame } from "../parts/frame.ts";
import { lostNotice } from "../parts/lost.ts";

const TITLE: Style = { face: "semibold", size: 21, color: INK.text };

/** What a reviewer should know before they look, as PDF (A4): the scope first, then what is known and lived with. */
export async function knownIssuesPdf(snapshot: KnownIssuesSnapshot, sha256: string): Promise<Buffer> {
  const { project, organization, issues, issuesOmitted, hiddenRestricted, limits, generatedAt, generatedBy } = snapshot;
  return compose(reportFrame(snapshot, sha256, "Known issues and scope"), (paper) => {
    newPage(paper);
    heading(paper, "Known issues and scope", {
      level: 1,
      runs: [run("Known issues and scope", TITLE)],
      entry: "Known issues and scope",
    });
    paragraph(
      paper,
      [
        run(
          `${project.name}, ${organization}. For whoever reviews this code next.`,
          styled(BODY, { color: INK.text3 }),
        ),
      ],
      { after: 10 },
    );
    scope(paper, snapshot);
    heading(paper, `Known issues, ${issues.length + issuesOmitted}`, { level: 1, before: 20 });
    if (issues.length === 0)
      quiet(paper, "None was written down: nothing has been acknowledged or set aside as true and meant to stay.");
    for (const group of KNOWN_GROUPS)
      groupOf(
        paper,
        GROUP_WORDS[group],
        issues.filter((issue) => issue.group === group),
      );
    const notes = [
      ...(issuesOmitted > 0 ? [`${plural(issuesOmitted, "more is", "more are")} left out.`] : []),
      ...(hiddenRestricted > 0
        ? [`${plural(hiddenRestricted, "restricted finding is", "restricted findings are")} counted only.`]
        : []),
    ];
    if (notes.length > 0) paragraph(paper, [run(notes.join(" "), SMALL)]);
    heading(paper, "What this page cannot see", { level: 1, before: 20 });
    bullets(
      paper,
      limits.map((line) => titled(line, styled(BODY, { color: INK.text2 }))),
    );
    lostNotice(paper);
    paragraph(paper, [
      run(`Frozen ${momentOf(generatedAt)} by ${generatedBy}. SHA-256 of the data: `, SMALL),
      run(sha256, { face: "mono", size: 7.6, color: INK.text3 }),
    ]);
  });
}

function scope(paper: Paper, { scope, revision }: KnownIssuesSnapshot): void {
  heading(paper, "Scope", { level: 1, before: 6 });
  if (revision === null) {
    quiet(paper, "No revision is connected: this page names no code.");
    return;
  }
  const mono = (text: string): Cell => ({ paragraphs: [[run(text, { face: "mono", size: 8.2, color: INK.text })]] });
  table(
    paper,
    [
      { head: "", whole: true },
      { head: "", grow: 1 },
    ],
    [
      ...(scope.source === null ? [] : [[faint("Repository"), cell(scope.source)]]),
      [faint("Revision"), cell(revision.name === revision.commit ? revision.name.slice(0, 12) : revision.name)],
      ...(revision.commit === null ? [] : [[faint("Commit"), mono(revision.commit)]]),
      ...(scope.treeHash === null || scope.treeHash === revision.commit ? [] : [[faint("Tree"), mono(scope.treeHash)]]),
      ...(scope.ref === null ? [] : [[faint("Ref"), mono(scope.ref)]]),
      ...(scope.nsloc === null
        ? []
        : [[faint("Size"), cell(`${scope.nsloc.toLocaleString("en")} nSLOC, without tests and code of others`)]]),
    ],
    { headless: true, pad: 2.6 },
  );
  if (scope.roots.length > 0) {
    heading(paper, "Where builds start", { level: 3, entry: false });
    table(
      paper,
      [
        { head: "Place", grow: 1 },
        { head: "Kind", whole: true },
        { head: "Languages", most: 110 },
        { head: "Compiler", whole: true },
        { head: "Compiles", whole: true },
        { head: "Files", align: "right", whole: true },
        { head: "nSLOC", align: "right", whole: true },
      ],
      scope.roots.map((root) => [
        mono(root.path === "" ? "(top)" : root.path),
        dim(root.kind),
        dim(root.languages.join(", ")),
        dim(root.compiler ?? ""),
        root.compiles === "no"
          ? cell("no", styled(BODY, { color: INK.failedText }))
          : dim(root.compiles.replace("-", " ")),
        number(root.files),
        number(root.nsloc),
      ]),
      { pad: 3.2 },
    );
  }
  heading(paper, "Out of scope", { level: 3, entry: false });
  table(
    paper,
    [
      { head: "What", grow: 1 },
      { head: "Why", grow: 1 },
    ],
    scope.out.map(({ what, why }) => [/[/._]/.test(what) ? mono(what) : cell(what), dim(why)]),
    { pad: 3.2 },
  );
}

function groupOf(paper: Paper, title: string, issues: readonly KnownIssue[]): void {
  if (issues.length === 0) return;
  heading(paper, `${title}, ${issues.length}`, { level: 2 });
  for (const issue of issues) one(paper, issue);
}

function one(paper: Paper, issue: KnownIssue): void {
  const { number: id, title, severity, place, owner, until, reason, decidedBy, decidedAt } = issue;
  const facts = [
    ...(place === null ? [] : [place]),
    ...(until === null ? [] : [`until ${dayOf(until)}`]),
    ...(owner === null ? [] : [`owner ${owner}`]),
    ...(decidedBy === null || decidedAt === null ? [] : [`decided by ${decidedBy} on ${dayOf(decidedAt)}`]),
  ].join(", ");
  heading(paper, title, {
    ...{ level: 3, entry: false, before: 7 },
    runs: [run(`F-${id}  `, styled(BODY, { color: INK.text3 })), ...titled(title, styled(BODY, { face: "medium" }))],
  });
  const { level, paragraphs } = severityCell(severity);
  table(
    paper,
    [
      { head: "", whole: true },
      { head: "", grow: 1 },
    ],
    [[{ paragraphs, ...(level === undefined ? {} : { level }) }, dim(facts)]],
    {
      ...{ headless: true, bare: true, pad: 1, after: 2 },
    },
  );
  if (reason === null) quiet(paper, "No reason was written.");
  else prose(paper, reason, styled(BODY, { color: INK.text2 }));
  gap(paper, 3);
}
