import { SEVERITIES } from "@redoubt/domain/finding";
import {
  DIFF_KINDS,
  type ReportDiff,
  type RiskSnapshot,
  ageWords,
  ANSWER_WORDS,
  DIFF_WORDS,
  momentOf,
  plural,
  revisionWords,
  dayOf,
  stateWords,
  verdictWords,
  moveWords,
  promiseWords,
} from "@redoubt/domain/report";
import { escapeMarkdown, inlineMarkdown, mdEnding, mdList, mdTable } from "./escape.ts";
import { sheetMarkdown } from "./sheet.ts";

/** A frozen risk report as Markdown (CommonMark with tables); text of others is made inert. */
export function riskReportMarkdown(snapshot: RiskSnapshot, sha256: string): string {
  const { project, organization, number, generatedAt, generatedBy, revision } = snapshot;
  const lines = [
    `# ${escapeMarkdown(project.name)}: risk report ${number}`,
    "",
    `${escapeMarkdown(organization)} · ${escapeMarkdown(revisionWords(revision))} · ${momentOf(generatedAt)} · ${snapshot.scheduled ? "by schedule for" : "by"} ${escapeMarkdown(generatedBy)}`,
    "",
    ...answer(snapshot),
    "## What changed",
    "",
    ...changes(snapshot),
    "",
    ...decisions(snapshot),
    "## Summary",
    "",
    ...snapshot.summary.map(escapeMarkdown),
    "",
    ...states(snapshot),
    ...dates(snapshot),
    ...open(snapshot),
    ...promises(snapshot),
    ...difference(snapshot.diff),
    ...sheets(snapshot),
    ...pocs(snapshot),
    ...coverage(snapshot),
    "## Method",
    "",
    ...mdList(snapshot.method.map(escapeMarkdown)),
    "",
    ...mdEnding("## What this report cannot see", snapshot.limits, sha256),
  ];
  return lines.join("\n");
}

function answer({ answer: { verdict, reasons } }: RiskSnapshot): string[] {
  return [
    `## Would we sleep? ${ANSWER_WORDS[verdict]}`,
    "",
    ...mdList(reasons.map(({ text }) => inlineMarkdown(text))),
    "",
  ];
}

function changes(snapshot: RiskSnapshot): string[] {
  const { previous } = snapshot;
  if (previous === null) return ["This is the first report of the project; there is nothing to compare with."];
  const since = `Since report ${previous.number} of ${dayOf(previous.generatedAt)}`;
  if (snapshot.changes.length === 0) return [`${since} no finding changed its state.`];
  return [`${since}:`, "", ...mdList(snapshot.changes.map(({ text }) => inlineMarkdown(text)))];
}

function decisions({ decisions, decisionsOmitted }: RiskSnapshot): string[] {
  const head = ["## Decisions requested", ""];
  if (decisions.length === 0) return [...head, "None.", ""];
  const rows = decisions.map(({ ask, why, by }, index) => [
    String(index + 1),
    inlineMarkdown(ask),
    inlineMarkdown(why),
    by === null ? "now" : dayOf(by),
  ]);
  const more = decisionsOmitted > 0 ? [`${decisionsOmitted} more are left out.`, ""] : [];
  return [...head, ...mdTable(["", "Decision", "Why", "By"], rows), "", ...more];
}

function states({ revisions }: RiskSnapshot): string[] {
  if (revisions.length === 0) return [];
  const rows = revisions.flatMap((state) =>
    (["open", "resolved", "setAside"] as const).map((kind) => [
      kind === "open" ? escapeMarkdown(state.revision.name) : "",
      kind === "setAside" ? "set aside" : kind,
      ...SEVERITIES.map((severity) => String(state[kind][severity])),
    ]),
  );
  return ["## Severity and state over revisions", "", ...mdTable(["Revision", "State", ...SEVERITIES], rows), ""];
}

function dates({ dates }: RiskSnapshot): string[] {
  if (dates.length < 2) return [];
  // Rows in which nothing moved would hide those in which something did.
  const moved = dates.filter(
    ({ open }, index) =>
      index === 0 || index === dates.length - 1 || JSON.stringify(open) !== JSON.stringify(dates[index - 1]?.open),
  );
  const rows = moved.map(({ at, open }) => [momentOf(at), ...SEVERITIES.map((severity) => String(open[severity]))]);
  return ["## Open findings over time", "", ...mdTable(["Moment", ...SEVERITIES], rows), ""];
}

function open({ openCriticalAndHigh }: RiskSnapshot): string[] {
  const head = ["## Open critical and high findings", ""];
  if (openCriticalAndHigh.length === 0) return [...head, "None.", ""];
  const rows = openCriticalAndHigh.map((finding) => [
    `F-${finding.number}`,
    inlineMarkdown(finding.title),
    finding.severity,
    stateWords(finding.state),
    escapeMarkdown(finding.place ?? ""),
    escapeMarkdown(finding.owner ?? "nobody"),
    ageWords(finding.ageDays),
    finding.poc === null ? "none" : verdictWords(finding.poc),
  ]);
  return [...head, ...mdTable(["Id", "Finding", "Severity", "State", "Place", "Owner", "Open for", "PoC"], rows), ""];
}

function promises({ promises }: RiskSnapshot): string[] {
  if (promises === null) return [];
  const rows = promises.lines.map(({ finding, title, owner, dueAt, state, days }) => [
    `F-${finding}`,
    inlineMarkdown(title),
    escapeMarkdown(owner ?? "nobody"),
    dayOf(dueAt),
    promiseWords({ state, days }),
  ]);
  const sum = `${promises.kept} kept, ${promises.keptLate} kept late, ${promises.late} late, ${promises.running} running.`;
  return ["## Promises", "", sum, "", ...mdTable(["Id", "Finding", "Owner", "Due", "State"], rows), ""];
}

function difference(diff: ReportDiff | null): string[] {
  if (diff === null) return [];
  const { from, to, complete, findings, findingsOmitted } = diff;
  const notes = [
    ...(complete ? [] : ["One of the two reports does not list all of its findings."]),
    ...(findings.length === 0 ? ["No finding is in another state or of another severity."] : []),
    ...(findingsOmitted > 0
      ? [`${plural(findingsOmitted, "more difference is", "more differences are")} left out.`]
      : []),
  ];
  const groups = DIFF_KINDS.flatMap((kind) => {
    const own = findings.filter((finding) => finding.kind === kind);
    if (own.length === 0) return [];
    const rows = own.map((finding) => [
      `F-${finding.number}`,
      inlineMarkdown(finding.title),
      (finding.after ?? finding.before)?.severity ?? "",
      escapeMarkdown(moveWords(finding)),
    ]);
    return [`### ${DIFF_WORDS[kind]}`, "", ...mdTable(["Id", "Finding", "Severity", "State"], rows), ""];
  });
  const pocs = diff.pocs.map(({ poc, title, before, after }) => [
    `PoC ${poc} ${inlineMarkdown(title)}`,
    verdictWords(before),
    verdictWords(after),
  ]);
  return [
    `## Report ${from.number} against report ${to.number}`,
    "",
    ...notes.flatMap((note) => [note, ""]),
    ...groups,
    ...(pocs.length === 0 ? [] : ["### PoCs with another result", "", ...mdTable(["PoC", "Before", "Now"], pocs), ""]),
  ];
}

function sheets({ sheets, sheetsOmitted }: RiskSnapshot): string[] {
  if (sheets.length === 0) return [];
  const more =
    sheetsOmitted > 0
      ? [`${plural(sheetsOmitted, "more finding is", "more findings are")} open and not told in detail.`, ""]
      : [];
  return [
    "## Findings in detail",
    "",
    ...sheets.flatMap((sheet) => [
      `### F-${sheet.number} ${inlineMarkdown(sheet.title)}`,
      "",
      ...sheetMarkdown(sheet, "####"),
    ]),
    ...more,
  ];
}

function pocs({ pocs, pocRevisions }: RiskSnapshot): string[] {
  const head = ["## PoC results", ""];
  if (pocs.length === 0) return [...head, "No PoC is attached.", ""];
  const rows = pocs.map((poc) => [
    poc.finding === null ? "" : `F-${poc.finding}`,
    inlineMarkdown(poc.title),
    ...poc.verdicts.map(({ verdict }) => verdictWords(verdict)),
  ]);
  return [...head, ...mdTable(["Finding", "PoC", ...pocRevisions.map(({ name }) => escapeMarkdown(name))], rows), ""];
}

function coverage({ scanners, notScanned }: RiskSnapshot): string[] {
  const rows = scanners.map(({ title, version, state, results }) => [
    escapeMarkdown(title),
    escapeMarkdown(version ?? ""),
    stateWords(state),
    String(results),
  ]);
  const gaps = notScanned.map(({ scanner, what, reason }) => [
    escapeMarkdown(scanner),
    escapeMarkdown(what),
    escapeMarkdown(reason),
  ]);
  return [
    "## Scan coverage",
    "",
    ...(rows.length === 0 ? ["No scan has run."] : mdTable(["Scanner", "Version", "State", "Results"], rows)),
    "",
    "### Not scanned",
    "",
    ...(gaps.length === 0
      ? ["Nothing was left out by the scanners that ran."]
      : mdTable(["Scanner", "What", "Why"], gaps)),
    "",
  ];
}
