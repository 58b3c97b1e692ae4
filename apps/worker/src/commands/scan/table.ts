import { type NormalizedFinding, SEVERITIES } from "@redoubt/domain/finding";

const FOLDED_TAGS = new Set(["gas", "style"]);

/** The findings as text for people: worst first; code of others, opinions and suppressed ones are counted. */
export function formatTable(findings: readonly NormalizedFinding[]): string {
  const shown = findings.filter((finding) => !isFolded(finding)).sort(byWeight);
  const rows = shown.map((finding) => [
    finding.severity,
    place(finding),
    finding.container === undefined ? "" : [finding.container, finding.callable].filter(Boolean).join("."),
    finding.title,
    finding.detector.startsWith(`${finding.scanner}/`) ? finding.detector : `${finding.scanner}/${finding.detector}`,
  ]);
  const lines = rows.length === 0 ? [] : align([["SEVERITY", "PLACE", "WHERE", "WHAT", "DETECTOR"], ...rows]);
  return [...lines, ...(lines.length > 0 ? [""] : []), summary(findings)].map((line) => `${line}\n`).join("");
}

function isFolded(finding: NormalizedFinding): boolean {
  return finding.dependency || finding.suppressed !== undefined || finding.tags.some((tag) => FOLDED_TAGS.has(tag));
}

function byWeight(a: NormalizedFinding, b: NormalizedFinding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    (a.path ?? "").localeCompare(b.path ?? "") ||
    (a.startLine ?? 0) - (b.startLine ?? 0)
  );
}

function place({ path, startLine }: NormalizedFinding): string {
  return path === undefined ? "-" : `${path}${startLine === undefined ? "" : `:${startLine}`}`;
}

function align(rows: readonly (readonly string[])[]): string[] {
  const clean = rows.map((row) => row.map(printable));
  const widths = (clean[0] ?? []).map((_, column) => Math.max(...clean.map((row) => (row[column] ?? "").length)));
  return clean.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Names come from the scanned files: nothing of them may steer a terminal. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "?");
}

function summary(findings: readonly NormalizedFinding[]): string {
  const own = findings.filter((finding) => !isFolded(finding));
  const counts = SEVERITIES.map((severity) => `${own.filter((f) => f.severity === severity).length} ${severity}`);
  const folded = [
    [findings.filter((f) => f.dependency).length, "in code of others"],
    [findings.filter((f) => !f.dependency && f.suppressed !== undefined).length, "suppressed"],
    [
      findings.filter((f) => !f.dependency && f.suppressed === undefined && f.tags.some((tag) => FOLDED_TAGS.has(tag)))
        .length,
      "on gas and style",
    ],
  ] as const;
  const rest = folded.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return `${counts.join(", ")}${rest.length === 0 ? "" : `; not listed: ${rest.join(", ")}`}`;
}
