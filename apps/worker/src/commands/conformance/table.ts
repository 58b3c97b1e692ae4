import { SEVERITIES } from "@redoubt/domain/finding";
import { conforms, type Conformance } from "./check.ts";

/** The rows as text for people, and a last line that sums up. */
export function formatTable(rows: readonly Conformance[]): string {
  const cells = rows.map((row) => [
    row.file,
    row.format ?? row.kind,
    row.stated === null ? "-" : String(row.stated),
    String(row.imported),
    verdict(row),
    severities(row),
    row.refused ?? "",
  ]);
  const table = align([["FILE", "FORMAT", "STATED", "IMPORTED", "", "SEVERITIES", "REFUSED"], ...cells]);
  const lines = rows.length === 0 ? [] : [...table, ""];
  const equal = rows.filter((row) => row.refused === null && conforms(row)).length;
  const refused = rows.filter((row) => row.refused !== null).length;
  const different = rows.length - equal - refused;
  return [...lines, `${rows.length} files: ${equal} equal, ${refused} refused, ${different} different`]
    .map((line) => `${line}\n`)
    .join("");
}

function verdict(row: Conformance): string {
  if (row.refused !== null) return "refused";
  return conforms(row) ? "equal" : "DIFFERENT";
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
