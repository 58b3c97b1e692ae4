import { SEVERITIES } from "@redoubt/domain/finding";
import type { RiskSnapshot } from "@redoubt/domain/report";
import { POC_WORDS } from "./words.ts";

/** A frozen risk report as Markdown (CommonMark with tables); text from findings is escaped. */
export function riskReportMarkdown(snapshot: RiskSnapshot, sha256: string): string {
  const lines: string[] = [];
  lines.push(`# ${escapeMarkdown(snapshot.project.name)}: risk report ${snapshot.number}`, "");
  lines.push(
    `${escapeMarkdown(snapshot.organization)} · ${snapshot.generatedAt.slice(0, 16).replace("T", " ")} UTC · by ${escapeMarkdown(snapshot.generatedBy)}` +
      (snapshot.revision === null ? "" : ` · ${escapeMarkdown(snapshot.revision.name)}`),
    "",
  );
  lines.push("## What changed", "", ...changeLines(snapshot), "");
  lines.push("## Summary", "", ...snapshot.summary.map(escapeMarkdown), "");
  lines.push(...stateTable(snapshot), ...openTable(snapshot), ...pocTable(snapshot), ...coverage(snapshot));
  lines.push("## Method", "", ...snapshot.method.map((text) => `- ${escapeMarkdown(text)}`), "");
  lines.push("## What this report cannot see", "", ...snapshot.limits.map((text) => `- ${escapeMarkdown(text)}`), "");
  lines.push("---", "", `SHA-256 of the data: \`${sha256}\``, "");
  return lines.join("\n");
}

function changeLines(snapshot: RiskSnapshot): string[] {
  if (snapshot.previous === null) return ["This is the first report of the project; there is nothing to compare with."];
  const since = `Since report ${snapshot.previous.number} of ${snapshot.previous.generatedAt.slice(0, 10)}:`;
  if (snapshot.changes.length === 0) return [`${since} no finding changed its state.`];
  return [since, "", ...snapshot.changes.map((change) => `- ${escapeMarkdown(change.text)}`)];
}

function stateTable(snapshot: RiskSnapshot): string[] {
  if (snapshot.revisions.length === 0) return [];
  const rows = snapshot.revisions.flatMap((state) =>
    (["open", "resolved", "setAside"] as const).map((kind) => {
      const label = kind === "setAside" ? "set aside" : kind;
      const counts = SEVERITIES.map((severity) => state[kind][severity]);
      return [kind === "open" ? state.revision.name : "", label, ...counts.map(String)];
    }),
  );
  return ["## Severity and state over revisions", "", ...table(["Revision", "State", ...SEVERITIES], rows), ""];
}

function openTable(snapshot: RiskSnapshot): string[] {
  const head = ["## Open critical and high findings", ""];
  if (snapshot.openCriticalAndHigh.length === 0) return [...head, "None.", ""];
  const rows = snapshot.openCriticalAndHigh.map((finding) => [
    `F-${finding.number}`,
    finding.title,
    finding.severity,
    finding.state,
    finding.place ?? "",
    finding.owner ?? "nobody",
    `${finding.ageDays} d`,
    finding.poc === null ? "none" : POC_WORDS[finding.poc],
  ]);
  return [...head, ...table(["Id", "Finding", "Severity", "State", "Place", "Owner", "Age", "PoC"], rows), ""];
}

function pocTable(snapshot: RiskSnapshot): string[] {
  const head = ["## PoC results", ""];
  if (snapshot.pocs.length === 0) return [...head, "No PoC is attached.", ""];
  const names = snapshot.pocRevisions.map((revision) => revision.name);
  const rows = snapshot.pocs.map((poc) => [
    poc.finding === null ? "" : `F-${poc.finding}`,
    poc.title,
    ...poc.verdicts.map(({ verdict }) => (verdict === null ? "not run" : POC_WORDS[verdict])),
  ]);
  return [...head, ...table(["Finding", "PoC", ...names], rows), ""];
}

function coverage(snapshot: RiskSnapshot): string[] {
  const lines = ["## Scan coverage", ""];
  if (snapshot.scanners.length === 0) lines.push("No scan has run.", "");
  else {
    const rows = snapshot.scanners.map((scanner) => [
      scanner.title,
      scanner.version ?? "",
      scanner.state,
      String(scanner.results),
    ]);
    lines.push(...table(["Scanner", "Version", "State", "Results"], rows), "");
  }
  lines.push("### Not scanned", "");
  if (snapshot.notScanned.length === 0) lines.push("Nothing was left out by the scanners that ran.", "");
  else {
    const rows = snapshot.notScanned.map((gap) => [gap.scanner, gap.what, gap.reason]);
    lines.push(...table(["Scanner", "What", "Why"], rows), "");
  }
  return lines;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => escapeMarkdown(cell)).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)];
}

/** Makes text inert in CommonMark and in table cells: no HTML, no links, one line. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").replace(/([\\`*_{}[\]<>#|~!])/g, "\\$1");
}
