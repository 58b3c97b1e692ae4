import { type FingerprintValue, type FlowStep, type NormalizedFinding, SARIF_LIMITS } from "@redoubt/domain/finding";
import type { ParseContext } from "../../contract.ts";
import { clip, isDependency, lineNumber } from "../../reading/finding.ts";
import { addressOf, type Places, pathOf } from "./locations.ts";
import { advisoriesOf, classesOf, confidenceOf, severityOf } from "./rating.ts";
import { FlowLocation, Location, type Result, type Rule } from "./schema.ts";

const LONG_TITLE = 160;

/** One SARIF result as a finding, with the rule that it refers to. */
export function toFinding(
  result: Result,
  rule: Rule | undefined,
  run: { readonly scanner: string; readonly places: Places; readonly at: ParseContext },
): NormalizedFinding {
  const detector = clip(result.ruleId || result.rule?.id || rule?.id || "unspecified", 300);
  const physical = readLocation(result.locations?.[0])?.physicalLocation;
  const path = pathOf(physical?.artifactLocation, run.places);
  const start = lineNumber(physical?.region?.startLine);
  const end = lineNumber(physical?.region?.endLine);
  const address = path === undefined ? addressOf(physical?.artifactLocation) : undefined;
  const text = messageText(result, rule);
  return {
    scanner: run.scanner,
    detector,
    title: headline(rule?.shortDescription?.text) ?? headline(rule?.name) ?? headline(text) ?? detector,
    description: clip(address === undefined ? text : `${text}\n\n${address}`, 20_000),
    severity: isNoProblem(result) ? "info" : severityOf(result, rule),
    confidence: confidenceOf(result, rule),
    classes: classesOf(result, rule),
    advisories: advisoriesOf(detector, rule),
    tags: [],
    ...(path === undefined ? {} : { path }),
    dependency: isDependency(path, run.at.dependencyPaths),
    startLine: start,
    endLine: start !== undefined && end !== undefined && end >= start ? end : start,
    ...flowOf(result, run.places),
    fingerprints: fingerprintsOf(result),
    ...suppressionOf(result),
  };
}

function readLocation(value: unknown): Location | undefined {
  return Location.safeParse(value).data;
}

/** The first line, or its first sentence where the line is long. */
function headline(text: string | undefined): string | undefined {
  const line = text?.split("\n", 1)[0]?.trim();
  if (line === undefined || line === "") return undefined;
  const sentence = line.length <= LONG_TITLE ? line : (/^.{20,}?[.!?](?=\s)/.exec(line)?.[0] ?? line);
  return clip(sentence, LONG_TITLE);
}

/** The text of a message, also when it is a template of the rule with arguments. */
function messageText(result: Result, rule: Rule | undefined): string {
  const { text, id, markdown, arguments: values = [] } = result.message ?? {};
  const template =
    id !== undefined && Object.hasOwn(rule?.messageStrings ?? {}, id) ? rule?.messageStrings?.[id] : undefined;
  const raw = text ?? template?.text ?? markdown ?? rule?.fullDescription?.text ?? rule?.shortDescription?.text ?? "";
  return raw.replace(/\{(\d{1,2})\}/g, (whole, index) => values[Number(index)] ?? whole);
}

/** Results that say "checked and fine" are no weakness; they are kept, suppressed, so that counts agree. */
function isNoProblem(result: Result): boolean {
  return result.kind === "pass" || result.kind === "notApplicable" || result.baselineState === "absent";
}

function suppressionOf(result: Result): Pick<NormalizedFinding, "suppressed"> {
  if (isNoProblem(result)) {
    const reason = result.baselineState === "absent" ? "absent since the tool's baseline" : `kind ${result.kind}`;
    return { suppressed: { by: "tool", reason } };
  }
  const all = result.suppressions ?? [];
  const accepted = all.find((entry) => entry?.status === undefined || entry.status === "accepted");
  // One that was refused or is still under review speaks against the others.
  if (accepted === undefined || all.some((entry) => entry?.status === "rejected")) return {};
  const reason = accepted.justification?.trim();
  return {
    suppressed: {
      by: accepted.kind === "inSource" ? "in-code" : "tool",
      ...(reason === undefined || reason === "" ? {} : { reason: clip(reason, 2000) }),
    },
  };
}

// Partial fingerprints say what the tool likes: a column, a file's hash. These are known to name one result.
const TRUSTED_PARTIAL = new Set([
  "primaryLocationLineHash",
  "scanPrimaryLocationHash",
  "contextHash",
  "contextRegionHash",
  "context",
  "line",
  "secret",
]);

function fingerprintsOf(result: Result): FingerprintValue[] {
  const of = (record: Record<string, unknown> | undefined, prefix: string, trusted?: ReadonlySet<string>) =>
    Object.entries(record ?? {}).flatMap(([key, value]): FingerprintValue[] => {
      if (typeof value !== "string" || value === "" || value.length > 400) return [];
      const version = /^(.*)\/v(\d{1,6})$/.exec(key);
      const name = version?.[1] ?? key;
      if (trusted !== undefined && !trusted.has(name)) return [];
      return [{ algorithm: clip(`${prefix}${name}`, 120), version: Number(version?.[2] ?? 1), value }];
    });
  const whole = of(result.fingerprints, "sarif/");
  return [...whole, ...of(result.partialFingerprints, "sarif/partial/", TRUSTED_PARTIAL)].slice(0, 20);
}

function flowOf(result: Result, places: Places): Pick<NormalizedFinding, "flow"> {
  const steps = result.codeFlows?.[0]?.threadFlows?.[0]?.locations ?? [];
  const flow = steps.slice(0, SARIF_LIMITS.flowSteps).flatMap((step): FlowStep[] => {
    const location = FlowLocation.safeParse(step).data?.location;
    const path = pathOf(location?.physicalLocation?.artifactLocation, places);
    const line = lineNumber(location?.physicalLocation?.region?.startLine);
    if (path === undefined || line === undefined) return [];
    const text = location?.message?.text;
    return [{ path, line, ...(text === undefined ? {} : { message: clip(text, 2000) }) }];
  });
  return flow.length === 0 ? {} : { flow };
}
