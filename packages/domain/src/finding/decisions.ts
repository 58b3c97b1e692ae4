import type { FindingCommand } from "./lifecycle.ts";
import type { Severity } from "./normalized.ts";
import { atLeastAsBad } from "./severity.ts";

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
