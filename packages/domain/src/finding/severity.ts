import type { Severity } from "./normalized.ts";
import { SEVERITIES } from "./vocabulary.ts";

/** 0 critical … 4 info: the stored sort key. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** The severity of a stored rank; info for ranks out of range. */
export function severityOfRank(rank: number): Severity {
  return SEVERITIES[rank] ?? "info";
}

/** True when `severity` is as bad as `limit` or worse. */
export function atLeastAsBad(severity: Severity, limit: Severity): boolean {
  return severityRank(severity) <= severityRank(limit);
}

/** Gas and style lints are `info` with one of these tags; lists fold them by default. */
export const LINT_TAGS = ["gas", "style"] as const;
