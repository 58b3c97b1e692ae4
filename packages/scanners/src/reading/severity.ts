import type { Confidence, Severity } from "@redoubt/domain/finding";

/** A tool's words for severity and ours, with the reason beside it where they differ. */
export type SeverityTable = Readonly<Record<string, Severity>>;

/** The words that most tools use; `unknown` is medium because nobody has looked, not because it is harmless. */
export const COMMON_SEVERITIES: SeverityTable = {
  critical: "critical",
  high: "high",
  important: "high",
  error: "high",
  moderate: "medium",
  medium: "medium",
  warning: "medium",
  low: "low",
  minor: "low",
  note: "low",
  negligible: "info",
  informational: "info",
  information: "info",
  info: "info",
  none: "info",
  unknown: "medium",
};

/** Our severity for a tool's word, whatever its case; `otherwise` for words that are not in the table. */
export function severityIn(table: SeverityTable, word: string | undefined, otherwise: Severity = "medium"): Severity {
  const key = word?.trim().toLowerCase() ?? "";
  return Object.hasOwn(table, key) ? (table[key] ?? otherwise) : otherwise;
}

/** The band of a CVSS base score, by the standard's own table; undefined for what is no score. */
export function severityOfScore(score: number | undefined): Severity | undefined {
  if (score === undefined || !(score >= 0 && score <= 10)) return undefined;
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "info";
}

/** A tool's word for confidence; medium when it says nothing. */
export function confidenceIn(word: string | undefined): Confidence {
  switch (word?.trim().toLowerCase()) {
    case "high":
    case "very-high":
    case "certain":
    case "confirmed":
    case "firm":
      return "high";
    case "low":
    case "tentative":
      return "low";
    default:
      return "medium";
  }
}
