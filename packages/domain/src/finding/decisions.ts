import type { ErrorTable } from "../shared/index.ts";
import type { FindingCommand } from "./lifecycle.ts";
import type { Severity } from "./normalized.ts";
import { atLeastAsBad } from "./severity.ts";

/** Why a decision is not taken, where a list can tell before the server does. */
export const DECISION_ERRORS = {
  "finding.not-allowed-now": {
    kind: "conflict",
    message: "This decision is not possible in the finding's present state.",
  },
  "finding.severe-dismissal": {
    kind: "forbidden",
    message: "Dismissing a critical or high finding needs a security lead.",
  },
  "finding.acknowledge-forbidden": {
    kind: "forbidden",
    message: "Acknowledging a finding needs a security lead.",
  },
} as const satisfies ErrorTable;

/** Dismissals from this severity up need their own permission. */
export const SEVERE: Severity = "high";

/** The permission that a person's decision needs beside reading the finding. */
export function permissionFor(
  command: FindingCommand,
  severity: Severity,
): "finding:acknowledge" | "finding:dismiss-high" | "finding:triage" {
  if (command === "acknowledge") return "finding:acknowledge";
  if (command === "dismiss" && atLeastAsBad(severity, SEVERE)) return "finding:dismiss-high";
  return "finding:triage";
}

/** True when a person's decision on a finding of this severity is only a proposal until another person confirms it. */
export function needsSecondPerson(command: FindingCommand, severity: Severity, from: Severity | null): boolean {
  return (command === "dismiss" || command === "acknowledge") && from !== null && atLeastAsBad(severity, from);
}
