import { type Confidence, type NormalizedFinding, SEVERITIES, type Severity } from "@redoubt/domain/finding";
import { advisoriesIn } from "../../reading/classes.ts";
import { severityOfScore } from "../../reading/severity.ts";
import type { Configuration, Result, Rule } from "./schema.ts";

/** The standard's four levels; `error` is a matter for today, a `note` is none for a person in a hurry. */
const LEVELS: ReadonlyMap<string, Severity> = new Map([
  ["error", "high"],
  ["warning", "medium"],
  ["note", "low"],
  ["none", "info"],
]);

/**
 * Severity of a result: what our own reports say, else the score that code hosts sort by (`security-severity`, in bands
 * of CVSS), else the level, else the rank. `override` is how the run had the rule configured.
 */
export function severityOf(result: Result, rule: Rule | undefined, override?: Configuration): Severity {
  const own = SEVERITIES.find((severity) => severity === result.properties?.severity);
  if (own !== undefined) return own;
  const score = severityOfScore(scoreOf(result.properties) ?? scoreOf(rule?.properties));
  if (score !== undefined) return score;
  const level = levelOf(result, rule, override);
  if (level !== undefined) return LEVELS.get(level.toLowerCase()) ?? "medium";
  // A rank goes from 0 to 100 and says how much a result matters to its tool.
  const rank = result.rank ?? override?.rank ?? rule?.defaultConfiguration?.rank;
  return (rank === undefined || rank < 0 ? undefined : severityOfScore(rank / 10)) ?? "medium";
}

/** Undefined when nobody says: the standard's default, `warning`, leaves the word to a rank. */
function levelOf(result: Result, rule: Rule | undefined, override: Configuration | undefined): string | undefined {
  if (result.level !== undefined) return result.level;
  // Other kinds say `pass`, `open`, `review`, `informational`, `notApplicable`: no level is meant.
  if (result.kind !== undefined && result.kind !== "fail") return "none";
  return override?.level ?? rule?.defaultConfiguration?.level;
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

/** Weakness classes from tags, properties, taxa and relationships of result and rule. */
export function classesOf(
  result: Result,
  rule: Rule | undefined,
  taxonomies: ReadonlyMap<number, string>,
): NormalizedFinding["classes"] {
  const texts = [...textsOf(result.properties), ...textsOf(rule?.properties), ...taxaOf(result, rule, taxonomies)];
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

function taxaOf(result: Result, rule: Rule | undefined, taxonomies: ReadonlyMap<number, string>): string[] {
  const references = [...(result.taxa ?? []), ...(rule?.relationships ?? []).map((entry) => entry?.target)];
  return references.flatMap((reference) => {
    const component = reference?.toolComponent;
    const taxonomy = component?.name ?? taxonomies.get(component?.index ?? -1) ?? "";
    if (reference?.id === undefined) return [];
    return [/^\d+$/.test(reference.id) && /cwe/i.test(taxonomy) ? `CWE-${reference.id}` : reference.id];
  });
}

/** Public advisories that the rule is about. */
export function advisoriesOf(ruleId: string, rule: Rule | undefined): string[] {
  return advisoriesIn([ruleId, rule?.name, ...textsOf(rule?.properties)]);
}
