import type { FindingDetail, Occurrence } from "@redoubt/domain/finding";
import { scannerTitle } from "@redoubt/domain/scan";
import { shortName } from "@redoubt/domain/source";
import { findingLabel, functionText, placeText, SEVERITY_WORDS, STATE_WORDS } from "../words.ts";
import { placesOf } from "./code-windows.ts";

/** Lines around the place, for a reader who has the rest of the file. */
const AROUND = 20;
const MOST_LINES = 200;

export interface ContextPoc {
  readonly number: number;
  readonly fileName: string;
  readonly rootPath: string;
  readonly content: string;
}

export interface ContextParts {
  readonly finding: FindingDetail;
  /** Where the finding's page is. */
  readonly address: string;
  /** The text of the file of the newest place; null when there is none, or none that may be read. */
  readonly code: string | null;
  readonly pocs: readonly ContextPoc[];
}

/**
 * The finding as text for an editor or a coding agent: what, where, the code, why, what to do, and how one sees that it
 * is done. It holds what its reader has read, and nothing else.
 */
export function contextText({ finding, address, code, pocs }: ContextParts): string {
  const [place] = placesOf(finding.occurrences);
  const flow = (place?.flow ?? []).map((step, index) =>
    `${index + 1}. ${step.path}:${step.line} ${step.message ?? ""}`.trimEnd(),
  );
  return [
    `# ${findingLabel(finding.number)} ${finding.title}`,
    finding.restricted ? "> Restricted: not everyone in the project may know of it. Do not pass this on." : null,
    factsOf(finding, place, address).join("\n"),
    section("Why it is a weakness", finding.description),
    place === undefined || code === null ? null : codeSection(place, code),
    flow.length === 0 ? null : section("Flow", flow.join("\n")),
    finding.advice === null || finding.advice === "" ? null : section("Fix advice", finding.advice),
    ...pocs.map((poc) => section(`PoC ${poc.number}: test/poc/${poc.fileName}`, fence(poc.content, "solidity"))),
    section("It is fixed when", checksOf(finding, pocs).join("\n")),
  ]
    .filter((part) => part !== null)
    .join("\n\n");
}

/** The place whose code goes along. */
export function contextPlace(finding: FindingDetail): Occurrence | undefined {
  return placesOf(finding.occurrences)[0];
}

function factsOf(finding: FindingDetail, place: Occurrence | undefined, address: string): string[] {
  const weaknesses = [...finding.classes.scwe, ...finding.classes.swc, ...finding.classes.cwe];
  const commit = place?.revision?.commit;
  const facts = [
    `Severity: ${SEVERITY_WORDS[finding.severity]}`,
    `State: ${STATE_WORDS[finding.state]}`,
    place === undefined ? null : `Place: ${placeText(place) ?? "no file"}${linesTo(place)}`,
    place === undefined ? null : `In: ${functionText(place) ?? "unknown"}`,
    place?.revision ? `Revision: ${shortName(place.revision)}${commit == null ? "" : ` (${commit})`}` : null,
    weaknesses.length === 0 ? null : `Weakness: ${weaknesses.join(", ")}`,
    finding.detector === null || finding.scanner === null
      ? null
      : `Check: ${finding.detector} of ${scannerTitle(finding.scanner)}`,
    `Link: ${address}`,
  ];
  return facts.filter((fact) => fact !== null).map((fact) => `- ${fact}`);
}

function linesTo({ startLine, endLine }: Occurrence): string {
  return endLine === null || endLine === startLine ? "" : `-${endLine}`;
}

function codeSection(place: Occurrence, code: string): string {
  const lines = code.split(/\r\n|\n|\r/);
  const start = place.startLine ?? 1;
  const from = Math.max(1, Math.min(start, lines.length) - AROUND);
  const to = Math.min(lines.length, (place.endLine ?? start) + AROUND, from + MOST_LINES - 1);
  const width = String(to).length;
  const window = lines
    .slice(from - 1, to)
    .map((line, index) => `${String(from + index).padStart(width)}  ${line}`.trimEnd())
    .join("\n");
  const language = { sol: "solidity", ts: "ts", js: "js", vy: "python" }[place.path?.split(".").at(-1) ?? ""] ?? "";
  return section(`Code: ${place.path ?? ""}, lines ${from} to ${to}`, fence(window, language));
}

function checksOf(finding: FindingDetail, pocs: readonly ContextPoc[]): string[] {
  const scanners = [
    ...new Set(finding.occurrences.filter(({ present }) => present).map(({ scanner }) => scanner)),
  ].filter((scanner) => scanner !== "manual" && scanner !== "report");
  return [
    ...pocs.map(
      ({ number, fileName }) =>
        `- PoC ${number} no longer reproduces: \`forge test --match-path test/poc/${fileName}\` fails in an assertion or a call, and neither in \`setUp\` nor in the compiler. Do not change the PoC.`,
    ),
    ...scanners.map(
      (scanner) => `- ${scannerTitle(scanner)} no longer reports it, without a comment that silences the check.`,
    ),
    "- A test shows the weakness on the old code and passes on the new one.",
    "- All tests that passed before still pass.",
  ];
}

function section(title: string, text: string): string {
  return `## ${title}\n\n${text}`;
}

/** A fence that the text itself cannot end. */
function fence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`;
}
