import type { FindingDetail } from "@redoubt/domain/finding";
import { shortName } from "@redoubt/domain/source";
import { findingLabel, functionText, placeText, SEVERITY_WORDS, STATE_WORDS } from "../words.ts";
import { placesOf } from "./code-windows.ts";

/** The finding as text for an editor or a coding agent: what, where, why, and what to do. */
export function contextText(finding: FindingDetail, address: string): string {
  const [place] = placesOf(finding.occurrences);
  const weaknesses = [...finding.classes.scwe, ...finding.classes.swc, ...finding.classes.cwe];
  const facts = [
    `Severity: ${SEVERITY_WORDS[finding.severity]}`,
    `State: ${STATE_WORDS[finding.state]}`,
    place === undefined
      ? null
      : `Place: ${placeText(place) ?? "no file"}${place.endLine === null || place.endLine === place.startLine ? "" : `-${place.endLine}`}`,
    place === undefined ? null : `In: ${functionText(place) ?? "unknown"}`,
    place?.revision
      ? `Revision: ${shortName(place.revision)}${place.revision.commit === null ? "" : ` (${place.revision.commit})`}`
      : null,
    weaknesses.length === 0 ? null : `Weakness: ${weaknesses.join(", ")}`,
    finding.detector === null ? null : `Check: ${finding.scanner ?? ""} ${finding.detector}`,
    `Link: ${address}`,
  ].filter((fact) => fact !== null);
  const flow = (place?.flow ?? []).map((step, index) =>
    `${index + 1}. ${step.path}:${step.line} ${step.message ?? ""}`.trimEnd(),
  );
  return [
    `# ${findingLabel(finding.number)} ${finding.title}`,
    facts.join("\n"),
    finding.description,
    flow.length === 0 ? null : `## Flow\n\n${flow.join("\n")}`,
    finding.advice === null ? null : `## Fix advice\n\n${finding.advice}`,
  ]
    .filter((part) => part !== null)
    .join("\n\n");
}
