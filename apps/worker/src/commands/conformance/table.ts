import { SEVERITIES } from "@redoubt/domain/finding";
import { conforms, type Conformance } from "./check.ts";
import { type ModelConformance, modelConforms } from "./model.ts";

/** A report, or a threat model. */
export type Row = Conformance | ModelConformance;

/** The rows as text for people, and a last line that sums up. */
export function formatTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.file,
    row.format ?? row.kind,
    ...units(row),
    verdict(row),
    "roundTrip" in row ? lossWords(row) : severities(row),
    row.refused ?? "",
  ]);
  const table = align([["FILE", "FORMAT", "STATED", "IMPORTED", "", "SEVERITIES OR LOSSES", "REFUSED"], ...cells]);
  const lines = rows.length === 0 ? [] : [...table, ""];
  const equal = rows.filter((row) => row.refused === null && fits(row)).length;
  const refused = rows.filter((row) => row.refused !== null).length;
  const different = rows.length - equal - refused;
  return [...lines, `${rows.length} files: ${equal} equal, ${refused} refused, ${different} different`]
    .map((line) => `${line}\n`)
    .join("");
}

function fits(row: Row): boolean {
  return "roundTrip" in row ? modelConforms(row) : conforms(row);
}

function verdict(row: Row): string {
  if (row.refused !== null) return "refused";
  return fits(row) ? "equal" : "DIFFERENT";
}

/** What is stated and what came in; of a model elements, flows, threats, controls and links. */
function units(row: Row): [string, string] {
  if (!("roundTrip" in row)) return [row.stated === null ? "-" : String(row.stated), String(row.imported)];
  const told = (counts: NonNullable<ModelConformance["stated"]>): string =>
    [counts.elements, counts.flows, counts.threats, counts.controls, counts.links].join("/");
  return [row.stated === null ? "-" : told(row.stated), told(row)];
}

function lossWords({ roundTrip, losses }: ModelConformance): string {
  if (roundTrip === null) return "";
  return [roundTrip ? "comes back whole" : "does not come back whole", ...losses].join("; ");
}

function severities({ bySeverity }: Conformance): string {
  return SEVERITIES.filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${bySeverity[severity]} ${severity}`)
    .join(", ");
}

function align(rows: readonly (readonly string[])[]): string[] {
  const clean = rows.map((row) => row.map(printable));
  const widths = (clean[0] ?? []).map((_, column) => Math.max(...clean.map((row) => (row[column] ?? "").length)));
  return clean.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

/** Names and texts come from the files: nothing of them may steer a terminal. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "?").slice(0, 400);
}
