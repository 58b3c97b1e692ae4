import {
  dayOf,
  type ModelSnapshot,
  modelVersionWords,
  momentOf,
  plural,
  revisionWords,
  type SnapshotThreat,
} from "@redoubt/domain/report";
import { CONTROL_KIND_WORDS, CONTROL_STATE_WORDS, KIND_WORDS, THREAT_STATE_WORDS } from "@redoubt/domain/threat-model";
import { escapeMarkdown, mdEnding, mdList, mdTable, quotedMarkdown } from "./escape.ts";

/** A frozen threat model as Markdown. */
export function threatModelMarkdown(snapshot: ModelSnapshot, sha256: string): string {
  const { project, organization, revision, generatedAt, generatedBy, description, threats, threatsOmitted } = snapshot;
  return [
    `# ${escapeMarkdown(project.name)}: threat model`,
    "",
    `${escapeMarkdown(organization)} · ${escapeMarkdown(revisionWords(revision))} · ${momentOf(generatedAt)} · by ${escapeMarkdown(generatedBy)}`,
    "",
    escapeMarkdown(modelVersionWords(snapshot.version)),
    "",
    ...(description.trim() === "" ? [] : [...quotedMarkdown(description), ""]),
    "## Threats",
    "",
    ...(threats.length === 0 ? ["None was written down.", ""] : []),
    ...threats.flatMap(one),
    ...(threatsOmitted === 0 ? [] : [`${plural(threatsOmitted, "more is", "more are")} left out.`, ""]),
    ...parts(snapshot),
    ...mdEnding("## What this document cannot see", snapshot.limits, sha256),
  ].join("\n");
}

function one(threat: SnapshotThreat): string[] {
  const { number, statement, state, on, stride, band, catalogueKey, owner, due, until, comment, controls } = threat;
  const facts = [
    `State: ${THREAT_STATE_WORDS[state]}`,
    ...(on.length === 0 ? [] : [`On: ${escapeMarkdown(on.join(", "))}`]),
    ...(band === null ? [] : [`Score: ${band}`]),
    ...(stride.length === 0 ? [] : [`STRIDE: ${stride.join(" ")}`]),
    ...(catalogueKey === null ? [] : [`Catalogue: ${escapeMarkdown(catalogueKey)}`]),
    ...(owner === null ? [] : [`Owner: ${escapeMarkdown(owner)}`]),
    ...(due === null ? [] : [`Due: ${dayOf(due)}`]),
    ...(until === null ? [] : [`Until: ${dayOf(until)}`]),
    ...controls.map(
      (control) =>
        `C-${control.number} ${escapeMarkdown(control.name)} (${control.isVoid ? "void" : CONTROL_STATE_WORDS[control.state]})`,
    ),
  ];
  return [
    `### T-${number} ${escapeMarkdown(statement)}`,
    "",
    ...mdList(facts),
    "",
    ...(comment.trim() === "" ? [] : [...quotedMarkdown(comment), ""]),
  ];
}

function parts({ controls, elements, flows, assumptions }: ModelSnapshot): string[] {
  const section = (title: string, head: readonly string[], rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? [] : [`## ${title}`, "", ...mdTable(head, rows), ""];
  return [
    ...section(
      "Controls",
      ["", "Control", "What it does", "Answers", "State"],
      controls.map((control) => [
        `C-${control.number}`,
        escapeMarkdown(control.name),
        CONTROL_KIND_WORDS[control.kind],
        control.threats.map((threat) => `T-${threat}`).join(", "),
        control.void.length > 0
          ? `void: ${escapeMarkdown(control.void.join(" "))}`
          : CONTROL_STATE_WORDS[control.state],
      ]),
    ),
    ...section(
      "What it is made of",
      ["Element", "Kind", "Stands in", "Scope"],
      elements.map(({ name, kind, within, outOfScope }) => [
        escapeMarkdown(name),
        KIND_WORDS[kind],
        escapeMarkdown(within ?? ""),
        outOfScope === null ? "in" : `out: ${escapeMarkdown(outOfScope)}`,
      ]),
    ),
    ...section(
      "What flows",
      ["From", "To", "What"],
      flows.map(({ source, target, name }) => [
        escapeMarkdown(source ?? "nothing"),
        escapeMarkdown(target ?? "nothing"),
        escapeMarkdown(name),
      ]),
    ),
    ...section(
      "What is taken for granted",
      ["", "Assumption", "Look again by", "Validity"],
      assumptions.map(({ number, text, validity, reviewBy }) => [
        `A-${number}`,
        escapeMarkdown(text),
        reviewBy === null ? "" : dayOf(reviewBy),
        validity,
      ]),
    ),
  ];
}
