import { KIND_WORDS } from "../kinds.ts";
import type { ModelDocument } from "../model.ts";
import { scoreBand } from "../score.ts";
import { voidReasons } from "../void.ts";

/** The model as a report for reading: what it is made of, threats with what answers them, assumptions. Texts are inert. */
export function toMarkdown(document: ModelDocument): string {
  const names = new Map([...document.elements, ...document.flows].map(({ id, name }) => [id, name || "a flow"]));
  const controls = new Map(document.controls.map((control) => [control.id, control]));
  const lines = [`# ${inert(document.title)}`, ""];
  if (document.description.trim() !== "") lines.push(inert(document.description), "");
  lines.push("## What it is made of", "", "| Element | Kind | Stands in | Scope |", "| --- | --- | --- | --- |");
  for (const { name, kind, parentId, outOfScope } of document.elements) {
    const scope = outOfScope === null ? "in" : `out: ${outOfScope}`;
    lines.push(row([name, KIND_WORDS[kind], parentId === null ? "" : (names.get(parentId) ?? ""), scope]));
  }
  lines.push("", "| From | To | What flows |", "| --- | --- | --- |");
  for (const { sourceId, targetId, name } of document.flows) {
    lines.push(row([names.get(sourceId ?? "") ?? "nothing", names.get(targetId ?? "") ?? "nothing", name]));
  }
  lines.push("", "## Threats", "");
  document.threats.forEach((threat, at) => {
    lines.push(`### T-${threat.number ?? at + 1} ${inert(threat.statement)}`, "");
    const on = [...threat.elementIds, ...threat.flowIds].map((id) => names.get(id) ?? "").filter(Boolean);
    const band = scoreBand(threat.scores.current) ?? scoreBand(threat.scores.inherent);
    lines.push(`- State: ${threat.state}${threat.state === "mitigated" ? " (claimed)" : ""}`);
    if (on.length > 0) lines.push(`- On: ${inert(on.join(", "))}`);
    if (threat.stride.length > 0) lines.push(`- STRIDE: ${threat.stride.join(" ")}`);
    if (band !== null) lines.push(`- Score: ${band}`);
    if (threat.catalogueKey !== null) lines.push(`- Catalogue: ${threat.catalogueKey}`);
    for (const id of threat.controlIds) {
      const control = controls.get(id);
      if (control === undefined) continue;
      const isVoid = voidReasons(control.reliesOn).length > 0;
      lines.push(`- Control: ${inert(control.name)} (${isVoid ? "void" : control.state})`);
    }
    if (threat.comment.trim() !== "") lines.push("", inert(threat.comment));
    lines.push("");
  });
  if (document.assumptions.length > 0) {
    lines.push("## What is taken for granted", "");
    for (const { text, validity } of document.assumptions) lines.push(`- ${inert(text)} (${validity})`);
    lines.push("");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => inert(cell)).join(" | ")} |`;
}

/** Text of others on one line, with nothing in it that Markdown or HTML would act on. */
function inert(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|~!]/g, (sign) => `\\${sign}`);
}
