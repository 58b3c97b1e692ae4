import type { CoverageCell, CoverageMatrix } from "@redoubt/domain/report";

const WORDS: Readonly<Record<CoverageCell["state"], string>> = {
  found: "found",
  "not-found": "looked, saw nothing",
  "not-run": "not run",
  "not-imported": "not imported",
  "not-applicable": "not its scope or kind",
};

/** A cell in words: its state, then why. */
export function cellReason(cell: CoverageCell): string {
  return cell.note === null ? WORDS[cell.state] : `${WORDS[cell.state]}: ${cell.note}`;
}

/** The short form of a state for tables. */
export function cellWords(cell: CoverageCell): string {
  return WORDS[cell.state];
}

/** The whole table as GitHub Markdown, for a colleague. */
export function coverageMarkdown(matrix: CoverageMatrix): string {
  const heads = ["", "Weakness", "Severity", "Findings", ...matrix.columns.map((column) => column.title)];
  const rows = matrix.rows.map((row) => [
    row.id,
    row.title,
    row.severity,
    row.findings.map((number) => `F-${number}`).join(" "),
    ...row.cells.map(cellWords),
  ]);
  const figures = matrix.figures.map(
    ({ label, value, note }) =>
      `- ${label}: ${value === null ? "no run yet" : `${value} of ${matrix.rows.length}`} (${note})`,
  );
  const table = [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.map(escaped).join(" | ")} |`);
  return ["# Who found what", "", ...figures, "", ...table, "", ...matrix.notes.map((note) => `- ${note}`), ""].join(
    "\n",
  );
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
