import cvss from "ae-cvss-calculator";

/** The five steps of a finding's severity. */
export type AdvisorySeverity = "critical" | "high" | "medium" | "low" | "info";

/** A base score with the severity that its specification gives it. */
export interface CvssScore {
  readonly version: "3.1" | "4.0";
  readonly score: number;
  readonly severity: AdvisorySeverity;
}

/** True for the name of a CVE: what is scored by CVSS. */
export function isCve(advisory: string): boolean {
  return /^CVE-\d{4}-\d{4,}$/i.test(advisory);
}

/** The base score of a CVSS 3.1 or 4.0 vector; null when it is neither, or lacks a base metric. */
export function scoreCvss(vector: string): CvssScore | null {
  if (vector.startsWith("CVSS:3.1/")) {
    const score = baseScore31(vector);
    return score === null ? null : { version: "3.1", score, severity: ratingOf(score) };
  }
  if (vector.startsWith("CVSS:4.0/")) {
    const score = baseScore40(vector);
    return score === null ? null : { version: "4.0", score, severity: ratingOf(score) };
  }
  return null;
}

/** The qualitative scale of both specifications (3.1 section 5, 4.0 section 6); none is info here. */
export function ratingOf(score: number): AdvisorySeverity {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "info";
}

type Weights = Readonly<Record<string, number>>;

// Table 15 of the CVSS 3.1 specification.
const AV: Weights = { N: 0.85, A: 0.62, L: 0.55, P: 0.2 };
const AC: Weights = { L: 0.77, H: 0.44 };
const PR: Weights = { N: 0.85, L: 0.62, H: 0.27 };
const PR_CHANGED: Weights = { N: 0.85, L: 0.68, H: 0.5 };
const UI: Weights = { N: 0.85, R: 0.62 };
const CIA: Weights = { H: 0.56, L: 0.22, N: 0 };

/**
 * Base score of a CVSS 3.1 vector by the equations of the specification's section 7.1 (FIRST, June 2019); metrics of
 * other groups are left aside. Null for a vector that is not complete or says a metric twice.
 */
export function baseScore31(vector: string): number | null {
  const metrics = metricsOf(vector, "CVSS:3.1");
  if (metrics === null) return null;
  const changed = { U: false, C: true }[metrics.get("S") ?? ""];
  const weight = (name: string, weights: Weights): number => weights[metrics.get(name) ?? ""] ?? Number.NaN;
  if (changed === undefined) return null;
  const iss = 1 - (1 - weight("C", CIA)) * (1 - weight("I", CIA)) * (1 - weight("A", CIA));
  const impact = changed ? 7.52 * (iss - 0.029) - 3.25 * (iss - 0.02) ** 15 : 6.42 * iss;
  const exploitability =
    8.22 * weight("AV", AV) * weight("AC", AC) * weight("PR", changed ? PR_CHANGED : PR) * weight("UI", UI);
  if (Number.isNaN(impact) || Number.isNaN(exploitability)) return null;
  if (impact <= 0) return 0;
  return roundUp(Math.min((changed ? 1.08 : 1) * (impact + exploitability), 10));
}

/** Smallest number with one decimal that is not below: the integer form of the specification's Appendix A. */
function roundUp(value: number): number {
  const hundredThousand = Math.round(value * 100_000);
  return hundredThousand % 10_000 === 0 ? hundredThousand / 100_000 : (Math.floor(hundredThousand / 10_000) + 1) / 10;
}

const BASE_40: readonly (readonly [string, string])[] = [
  ["AV", "NALP"],
  ["AC", "LH"],
  ["AT", "NP"],
  ["PR", "NLH"],
  ["UI", "NPA"],
  ["VC", "HLN"],
  ["VI", "HLN"],
  ["VA", "HLN"],
  ["SC", "HLN"],
  ["SI", "HLN"],
  ["SA", "HLN"],
];

/**
 * Base score of a CVSS 4.0 vector (FIRST, November 2023). It is interpolated in a table of 270 macro vectors, which
 * the library brings; what it is asked is the base metrics alone, checked here.
 */
function baseScore40(vector: string): number | null {
  const metrics = metricsOf(vector, "CVSS:4.0");
  if (metrics === null) return null;
  const base = BASE_40.map(([name, values]) => {
    const value = metrics.get(name) ?? "";
    return value.length === 1 && values.includes(value) ? `${name}:${value}` : null;
  });
  if (base.includes(null)) return null;
  return new cvss.Cvss4P0(`CVSS:4.0/${base.join("/")}`).calculateScores().overall;
}

function metricsOf(vector: string, prefix: string): Map<string, string> | null {
  const [head, ...parts] = vector.split("/");
  const metrics = new Map<string, string>();
  for (const part of parts) {
    const [name = "", value = "", ...rest] = part.split(":");
    if (name === "" || value === "" || rest.length > 0 || metrics.has(name)) return null;
    metrics.set(name, value);
  }
  return head === prefix ? metrics : null;
}
