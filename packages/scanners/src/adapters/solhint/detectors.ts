import type { DetectorInfo } from "../../contract.ts";
import { type DetectorRating, rated } from "../../reading/finding.ts";

/** Rules that our configuration switches on, with their options. */
export const ENABLED_RULES: Readonly<Record<string, string | readonly unknown[]>> = {
  "no-unchecked-calls": "warn",
  "check-send-result": "warn",
  "avoid-tx-origin": "warn",
  "not-rely-on-block-hash": "warn",
  "avoid-suicide": "warn",
  "func-visibility": ["warn", { ignoreConstructors: true }],
  "no-immutable-before-declaration": "warn",
};

/** Ratings of the security rules; the ones that are not enabled matter for uploaded reports. */
export const RATINGS: Readonly<Record<string, DetectorRating>> = {
  "no-unchecked-calls": {
    title: "Return value of a low-level call is not checked",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-252"],
    swc: ["SWC-104"],
  },
  "check-send-result": {
    title: "Result of send is not checked",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-252"],
    swc: ["SWC-104"],
  },
  "avoid-tx-origin": {
    title: "tx.origin is used",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-863"],
    swc: ["SWC-115"],
  },
  "not-rely-on-block-hash": {
    title: "Block hash as a source of chance",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-330"],
    swc: ["SWC-120"],
  },
  "avoid-suicide": {
    title: "Deprecated suicide destroys the contract",
    severity: "low",
    confidence: "high",
    cwe: ["CWE-477"],
    swc: ["SWC-111"],
  },
  "func-visibility": {
    title: "Function without stated visibility",
    severity: "low",
    confidence: "high",
    cwe: ["CWE-710"],
    swc: ["SWC-100"],
  },
  "no-immutable-before-declaration": {
    title: "Immutable read before it is set",
    severity: "low",
    confidence: "medium",
    cwe: ["CWE-696"],
  },
  reentrancy: {
    title: "State changes after a transfer",
    severity: "low",
    confidence: "low",
    cwe: ["CWE-841"],
    swc: ["SWC-107"],
  },
  "avoid-call-value": {
    title: "Ether sent by call.value",
    severity: "low",
    confidence: "low",
    cwe: ["CWE-477"],
    swc: ["SWC-111"],
  },
  "avoid-low-level-calls": { title: "Low-level call", severity: "info", confidence: "medium" },
  "avoid-sha3": {
    title: "Deprecated sha3",
    severity: "info",
    confidence: "high",
    cwe: ["CWE-477"],
    swc: ["SWC-111"],
    tags: ["style"],
  },
  "avoid-throw": {
    title: "Deprecated throw",
    severity: "info",
    confidence: "high",
    cwe: ["CWE-477"],
    swc: ["SWC-111"],
    tags: ["style"],
  },
  "compiler-version": {
    title: "Compiler version outside the wanted range",
    severity: "info",
    confidence: "medium",
    cwe: ["CWE-937"],
    swc: ["SWC-102"],
  },
  "multiple-sends": {
    title: "Several sends in one transaction",
    severity: "low",
    confidence: "low",
    cwe: ["CWE-703"],
    swc: ["SWC-113"],
  },
  "no-complex-fallback": { title: "Complex fallback function", severity: "info", confidence: "medium" },
  "no-inline-assembly": { title: "Inline assembly", severity: "info", confidence: "medium" },
  "not-rely-on-time": {
    title: "Decision depends on block time",
    severity: "low",
    confidence: "low",
    cwe: ["CWE-829"],
    swc: ["SWC-116"],
  },
  "state-visibility": {
    title: "State variable without stated visibility",
    severity: "info",
    confidence: "high",
    cwe: ["CWE-710"],
    swc: ["SWC-108"],
    tags: ["style"],
  },
};

/** Rating of any rule: what is in no table is an opinion on gas or style, hence info. */
export function ratingOf(rule: string): DetectorRating {
  return (
    rated(RATINGS, rule) ?? {
      title: rule,
      severity: "info",
      confidence: "medium",
      tags: [rule.startsWith("gas-") ? "gas" : "style"],
    }
  );
}

/** The rules that a run of ours has switched on. */
export function detectors(): readonly DetectorInfo[] {
  return Object.keys(ENABLED_RULES).map((id) => ({ id, title: ratingOf(id).title }));
}
