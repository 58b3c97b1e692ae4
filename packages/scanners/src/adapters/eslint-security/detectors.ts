import type { DetectorInfo } from "../../contract.ts";
import { type DetectorRating, rated } from "../../reading/finding.ts";
import { ENABLED_RULES } from "./rules.ts";

/** Ratings of the security rules; the rules know no data flow, so confidence is low where a value may be constant. */
export const RATINGS: Readonly<Record<string, DetectorRating>> = {
  "no-eval": { title: "eval runs text as code", severity: "medium", confidence: "medium", cwe: ["CWE-95"] },
  "no-implied-eval": { title: "Timer runs text as code", severity: "medium", confidence: "medium", cwe: ["CWE-95"] },
  "no-new-func": { title: "Function made from text", severity: "medium", confidence: "medium", cwe: ["CWE-95"] },
  "no-secrets/no-secrets": {
    title: "Text that looks like a secret",
    severity: "medium",
    confidence: "low",
    cwe: ["CWE-798"],
    tags: ["secret"],
  },
  "no-unsanitized/method": {
    title: "Unsanitized text written as HTML by a call",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-79"],
  },
  "no-unsanitized/property": {
    title: "Unsanitized text assigned as HTML",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-79"],
  },
  "security/detect-bidi-characters": {
    title: "Invisible direction marks in the source",
    severity: "high",
    confidence: "high",
    cwe: ["CWE-1007"],
  },
  "security/detect-buffer-noassert": {
    title: "Buffer access without bounds check",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-125"],
  },
  "security/detect-child-process": {
    title: "Command started from a variable",
    severity: "medium",
    confidence: "low",
    cwe: ["CWE-78"],
  },
  "security/detect-disable-mustache-escape": {
    title: "Template escaping switched off",
    severity: "medium",
    confidence: "high",
    cwe: ["CWE-79", "CWE-116"],
  },
  "security/detect-eval-with-expression": {
    title: "eval of an expression",
    severity: "high",
    confidence: "medium",
    cwe: ["CWE-95"],
  },
  "security/detect-new-buffer": {
    title: "Deprecated Buffer constructor",
    severity: "low",
    confidence: "medium",
    cwe: ["CWE-676"],
  },
  "security/detect-no-csrf-before-method-override": {
    title: "CSRF check before method override",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-352"],
  },
  "security/detect-non-literal-fs-filename": {
    title: "File path from a variable",
    severity: "low",
    confidence: "low",
    cwe: ["CWE-22"],
  },
  "security/detect-non-literal-regexp": {
    title: "Regular expression from a variable",
    severity: "low",
    confidence: "low",
    cwe: ["CWE-1333"],
  },
  "security/detect-non-literal-require": {
    title: "Module loaded from a variable",
    severity: "low",
    confidence: "low",
    cwe: ["CWE-829"],
  },
  "security/detect-object-injection": {
    title: "Property named by a variable",
    severity: "info",
    confidence: "low",
    cwe: ["CWE-1321"],
  },
  "security/detect-possible-timing-attacks": {
    title: "Secret compared in variable time",
    severity: "low",
    confidence: "low",
    cwe: ["CWE-208"],
  },
  "security/detect-pseudoRandomBytes": {
    title: "Weak random bytes",
    severity: "medium",
    confidence: "high",
    cwe: ["CWE-338"],
  },
  "security/detect-unsafe-regex": {
    title: "Regular expression that may take exponential time",
    severity: "medium",
    confidence: "low",
    cwe: ["CWE-1333"],
  },
};

/** Rating of any rule; others are opinions on style, hence info. */
export function ratingOf(rule: string): DetectorRating {
  return rated(RATINGS, rule) ?? { title: rule, severity: "info", confidence: "medium", tags: ["style"] };
}

/** The rules that a run of ours has switched on. */
export function detectors(): readonly DetectorInfo[] {
  return Object.keys(ENABLED_RULES).map((id) => ({ id, title: ratingOf(id).title }));
}
