import {
  type FindingSheet,
  ageWords,
  plural,
  reasonWords,
  dayOf,
  stateWords,
  verdictWords,
} from "@redoubt/domain/report";
import { codeFence, codeSpan, escapeMarkdown, inlineMarkdown, mdList, mdTable, quotedMarkdown } from "./escape.ts";

/** One finding as Markdown, below its heading; `level` is that of the headings inside. */
export function sheetMarkdown(sheet: FindingSheet, level: "###" | "####"): string[] {
  return [
    ...facts(sheet),
    "",
    ...quotedMarkdown(sheet.description),
    "",
    ...code(sheet),
    `${level} Why we believe it`,
    "",
    ...evidence(sheet),
    "",
    ...(sheet.advice === null ? [] : [`${level} Advice`, "", ...quotedMarkdown(sheet.advice), ""]),
    ...(sheet.history.length === 0 ? [] : [`${level} History`, "", ...history(sheet), ""]),
  ];
}

function facts(sheet: FindingSheet): string[] {
  const { severity, confidence, state, reason, until, owner, dueAt, ageDays, path, line, place, classes } = sheet;
  const where = path === null ? place : line === null ? path : `${path}:${line}`;
  const ids = [...classes.scwe, ...classes.cwe, ...classes.swc];
  const why = state === "dismissed" ? reasonWords(reason) : null;
  const rows = [
    ["Severity", `${severity}, confidence ${confidence}`],
    [
      "State",
      [
        stateWords(state),
        ...(why === null ? [] : [`as ${escapeMarkdown(why)}`]),
        ...(until === null ? [] : [`until ${dayOf(until)}`]),
      ].join(" "),
    ],
    ["Owner", owner === null ? "nobody" : escapeMarkdown(owner)],
    ...(dueAt === null ? [] : [["Due", dayOf(dueAt)]]),
    ["Open for", `${ageWords(ageDays)}, since ${dayOf(sheet.firstSeenAt)}`],
    ...(where === null ? [] : [["Place", codeSpan(where)]]),
    ...(ids.length === 0 ? [] : [["Class", escapeMarkdown(ids.join(", "))]]),
  ];
  return mdTable(["Fact", "Value"], rows);
}

function code({ code, noCode }: FindingSheet): string[] {
  if (code === null) return noCode === null ? [] : [`No code is shown. ${noCode}`, ""];
  const { lines, firstLine, from, to, path, revision, cut } = code;
  const digits = String(firstLine + lines.length - 1).length;
  const numbered = lines.map((line, index) => {
    const number = firstLine + index;
    const mark = number >= from && number <= to ? ">" : " ";
    return `${mark} ${String(number).padStart(digits)}  ${line}`;
  });
  return [
    `${codeSpan(path)} on ${escapeMarkdown(revision.name)}:`,
    "",
    ...codeFence(numbered),
    "",
    ...(cut ? ["The region goes on below.", ""] : []),
  ];
}

function evidence({ pocs, reporters, recordedBy }: FindingSheet): string[] {
  const rows = pocs.flatMap((poc) =>
    poc.runs.map(({ revision, verdict, reason }) => [
      `PoC ${poc.number} ${inlineMarkdown(poc.title)}`,
      escapeMarkdown(revision.name),
      verdictWords(verdict),
      reason === null ? "" : codeSpan(reason),
    ]),
  );
  const lines = [
    ...(pocs.length === 0 ? ["No exploit was written: nobody has carried it out here."] : []),
    ...(recordedBy === null ? [] : [`Recorded by hand, ${escapeMarkdown(recordedBy)}.`]),
    ...reporters.map(
      ({ title, detector, present, places }) =>
        `${escapeMarkdown(title)} ${present ? "reports it" : "no longer reports it"}${places > 1 ? ` at ${plural(places, "place")}` : ""}: ${codeSpan(detector)}`,
    ),
    ...(reporters.length === 0 ? ["No scanner reported it."] : []),
  ];
  const table = rows.length === 0 ? [] : [...mdTable(["Exploit", "Revision", "Result", "What stopped it"], rows), ""];
  return [...table, ...mdList(lines)];
}

function history({ history, historyOmitted }: FindingSheet): string[] {
  const lines = history.map(({ at, who, deed, said, undone }) => {
    const words = `${dayOf(at)}: **${escapeMarkdown(who)}** ${escapeMarkdown(deed)}${undone ? " (taken back)" : ""}`;
    return said === null ? words : `${words}: ${escapeMarkdown(said)}`;
  });
  return mdList([
    ...(historyOmitted > 0 ? [`${plural(historyOmitted, "older line is", "older lines are")} left out.`] : []),
    ...lines,
  ]);
}
