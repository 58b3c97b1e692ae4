import { type Confidence, type NormalizedFinding, SEVERITIES, type Severity } from "@redoubt/domain/finding";
import type { Result, Rule } from "./schema.ts";

/**
 * Severity of a result: what our own reports say, else the score that code hosts sort by (`security-severity`, in bands
 * of CVSS), else the level.
 */
export function severityOf(result: Result, rule: Rule | undefined): Severity {
  const own = SEVERITIES.find((severity) => severity === result.properties?.severity);
  if (own !== undefined) return own;
  const score = scoreOf(result.properties) ?? scoreOf(rule?.properties);
  if (score !== undefined) {
    if (score >= 9) return "critical";
    if (score >= 7) return "high";
    if (score >= 4) return "medium";
    return score > 0 ? "low" : "info";
  }
  switch (levelOf(result, rule)) {
    case "error":
      return "high";
    case "warning":
      return "medium";
    case "note":
      return "low";
    default:
      return "info";
  }
}

function levelOf(result: Result, rule: Rule | undefined): string {
  if (result.level !== undefined) return result.level;
  if (result.kind !== undefined && result.kind !== "fail") return "none";
  return rule?.defaultConfiguration?.level ?? "warning";
}

function scoreOf(properties: Record<string, unknown> | undefined): number | undefined {
  const raw = properties?.["security-severity"];
  const score = typeof raw === "string" && raw.trim() !== "" ? Number(raw) : raw;
  return typeof score === "number" && score >= 0 && score <= 10 ? score : undefined;
}

const PRECISION: Readonly<Record<string, Confidence>> = {
  "very-high": "high",
  high: "high",
  medium: "medium",
  low: "low",
};

/** Confidence from our own reports or the rule's precision; medium when nothing is said. */
export function confidenceOf(result: Result, rule: Rule | undefined): Confidence {
  const said = result.properties?.confidence ?? result.properties?.precision ?? rule?.properties?.precision;
  const key = typeof said === "string" ? said.toLowerCase() : "";
  return Object.hasOwn(PRECISION, key) ? (PRECISION[key] ?? "medium") : "medium";
}

const CWE = /\bcwe[-_:/ ]*0*(\d{1,5})\b/i;
const SWC = /\bswc[-_:/ ]*0*(\d{1,3})\b/i;
const SCWE = /\bscwe[-_:/ ]*0*(\d{1,3})\b/i;
const ADVISORY = /\b(CVE-\d{4}-\d{4,}|GHSA(?:-[0-9a-z]{4}){3})\b/gi;

/** Weakness classes from tags, properties, taxa and relationships of result and rule. */
export function classesOf(result: Result, rule: Rule | undefined): NormalizedFinding["classes"] {
  const texts = [...textsOf(result.properties), ...textsOf(rule?.properties), ...taxaOf(result, rule)];
  const pick = (pattern: RegExp, write: (id: number) => string) => [
    ...new Set(texts.flatMap((entry) => pattern.exec(entry)?.[1] ?? []).map((id) => write(Number(id)))),
  ];
  return {
    cwe: pick(CWE, (id) => `CWE-${id}`),
    swc: pick(SWC, (id) => `SWC-${id}`),
    scwe: pick(SCWE, (id) => `SCWE-${String(id).padStart(3, "0")}`),
  };
}

function textsOf(properties: Record<string, unknown> | undefined): string[] {
  const raw = [properties?.tags, properties?.cwe, properties?.cwes, properties?.swc].flat();
  return raw.flatMap((entry) =>
    typeof entry === "string" ? [/^\d+$/.test(entry) ? `CWE-${entry}` : entry.slice(0, 200)] : [],
  );
}

function taxaOf(result: Result, rule: Rule | undefined): string[] {
  const references = [...(result.taxa ?? []), ...(rule?.relationships ?? []).map((entry) => entry?.target)];
  return references.flatMap((reference) => {
    const taxonomy = reference?.toolComponent?.name ?? "";
    if (reference?.id === undefined) return [];
    return [/^\d+$/.test(reference.id) && /cwe/i.test(taxonomy) ? `CWE-${reference.id}` : reference.id];
  });
}

/** Public advisories that the rule is about. */
export function advisoriesOf(ruleId: string, rule: Rule | undefined): string[] {
  const texts = [ruleId, rule?.name ?? "", ...textsOf(rule?.properties)];
  return [...new Set(texts.flatMap((entry) => [...entry.matchAll(ADVISORY)].map(([id]) => id.toUpperCase())))].map(
    (id) => (id.startsWith("GHSA") ? `GHSA${id.slice(4).toLowerCase()}` : id),
  );
}
