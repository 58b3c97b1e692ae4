import { type FingerprintValue, type FlowStep, type NormalizedFinding, SARIF_LIMITS } from "@redoubt/domain/finding";
import type { ParseContext } from "../../contract.ts";
import { clip, isDependency, lineNumber } from "../../reading/finding.ts";
import { headline } from "../../reading/run.ts";
import { type Addresses, addressOf, pathOf } from "./locations.ts";
import { advisoriesOf, classesOf, confidenceOf, severityOf } from "./rating.ts";
import type { Configuration, MessageStrings, Result, Rule } from "./schema.ts";
import { FlowLocation, Location } from "./schema.ts";
import { suppressionNote, suppressionOf, isNoProblem } from "./suppression.ts";

/** What a result refers to in its run. */
export interface RunContext {
  readonly scanner: string;
  readonly addresses: Addresses;
  /** Texts that results name when their rule has none of that id. */
  readonly strings: MessageStrings;
  readonly taxonomies: ReadonlyMap<number, string>;
  /** Steps that flows refer to by index. */
  readonly flowLocations: ReadonlyMap<number, FlowLocation>;
  readonly override: (rule: Rule | undefined) => Configuration | undefined;
  readonly at: ParseContext;
}

/** One SARIF result as a finding, with the rule that it refers to. */
export function toFinding(result: Result, rule: Rule | undefined, run: RunContext): NormalizedFinding {
  const detector = clip(result.ruleId || result.rule?.id || rule?.id || "unspecified", 300);
  const physical = readLocation(result.locations?.[0])?.physicalLocation;
  const path = pathOf(physical?.artifactLocation, run.addresses);
  const start = lineNumber(physical?.region?.startLine);
  const end = lineNumber(physical?.region?.endLine);
  const address = path === undefined ? addressOf(physical?.artifactLocation) : undefined;
  const text = messageText(result, rule, run.strings);
  const description = [text, address, suppressionNote(result)].filter((part) => part !== undefined && part !== "");
  const former = (rule?.deprecatedIds ?? []).filter((id) => id !== undefined && id !== "" && id !== detector);
  return {
    scanner: run.scanner,
    detector,
    title: headline(rule?.shortDescription?.text) ?? headline(rule?.name) ?? headline(text) ?? detector,
    description: clip(description.join("\n\n"), 20_000),
    severity: isNoProblem(result) ? "info" : severityOf(result, rule, run.override(rule)),
    confidence: confidenceOf(result, rule),
    classes: classesOf(result, rule, run.taxonomies),
    advisories: advisoriesOf(detector, rule),
    tags: [],
    ...(path === undefined ? {} : { path }),
    dependency: isDependency(path, run.at.dependencyPaths),
    startLine: start,
    endLine: start !== undefined && end !== undefined && end >= start ? end : start,
    ...flowOf(result, run),
    fingerprints: fingerprintsOf(result, run.scanner),
    ...suppressionOf(result),
    ...(former.length === 0 ? {} : { formerDetectors: former.slice(0, 20).map((id) => clip(id, 300)) }),
  };
}

export function readLocation(value: unknown): Location | undefined {
  return Location.safeParse(value).data;
}

/** The text of a message, also when it is a template of the rule or the tool with arguments. */
function messageText(result: Result, rule: Rule | undefined, strings: MessageStrings): string {
  const { text, id, markdown, arguments: values = [] } = result.message ?? {};
  const template = (from: MessageStrings) =>
    id !== undefined && Object.hasOwn(from ?? {}, id) ? from?.[id] : undefined;
  const said = text ?? template(rule?.messageStrings)?.text ?? template(strings)?.text ?? markdown;
  const raw = said ?? rule?.fullDescription?.text ?? rule?.shortDescription?.text ?? "";
  // `[words](3)` points at related location 3, which is not shown here.
  const plain = raw.replace(/\[([^[\]\\]{0,500})\]\(\d{1,6}\)/g, "$1");
  return plain.replace(/\{(\d{1,2})\}/g, (whole, index) => values[Number(index)] ?? whole);
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

/** Slither's own id of a result is made from its parts without lines, and the same in its JSON; elsewhere `id` is anything. */
function slitherId(result: Result, scanner: string): FingerprintValue[] {
  const value = scanner === "slither" ? result.partialFingerprints?.id : undefined;
  if (typeof value !== "string" || value === "" || value.length > 400) return [];
  return [{ algorithm: "tool/slither", version: 1, value }];
}

function fingerprintsOf(result: Result, scanner: string): FingerprintValue[] {
  const of = (record: Record<string, unknown> | undefined, prefix: string, trusted?: ReadonlySet<string>) =>
    Object.entries(record ?? {}).flatMap(([key, value]): FingerprintValue[] => {
      if (typeof value !== "string" || value === "" || value.length > 400) return [];
      const version = /^(.*)\/v(\d{1,6})$/.exec(key);
      const name = version?.[1] ?? key;
      if (trusted !== undefined && !trusted.has(name)) return [];
      return [{ algorithm: clip(`${prefix}${name}`, 120), version: Number(version?.[2] ?? 1), value }];
    });
  const whole = of(result.fingerprints, "sarif/");
  const partial = of(result.partialFingerprints, "sarif/partial/", TRUSTED_PARTIAL);
  return [...slitherId(result, scanner), ...whole, ...partial].slice(0, 20);
}

/** The first flow that has steps with places; a flow of many threads shows its first such thread. */
function flowOf(result: Result, run: RunContext): Pick<NormalizedFinding, "flow"> {
  for (const codeFlow of result.codeFlows ?? []) {
    for (const thread of codeFlow?.threadFlows ?? []) {
      const flow = stepsOf(thread?.locations ?? [], run);
      if (flow.length > 0) return { flow };
    }
  }
  return {};
}

function stepsOf(locations: readonly unknown[], run: RunContext): FlowStep[] {
  const steps = locations.slice(0, SARIF_LIMITS.locations).flatMap((step): (FlowStep & { minor: boolean })[] => {
    const own = FlowLocation.safeParse(step).data;
    const shared = own?.index === undefined ? undefined : run.flowLocations.get(own.index);
    const location = own?.location ?? shared?.location;
    const path = pathOf(location?.physicalLocation?.artifactLocation, run.addresses);
    const line = lineNumber(location?.physicalLocation?.region?.startLine);
    if (path === undefined || line === undefined) return [];
    const text = location?.message?.text;
    const minor = (own?.importance ?? shared?.importance) === "unimportant";
    return [{ path, line, ...(text === undefined ? {} : { message: clip(text, 2000) }), minor }];
  });
  // What the tool itself calls unimportant goes first when there are too many.
  const kept = steps.length > SARIF_LIMITS.flowSteps ? steps.filter(({ minor }) => !minor) : steps;
  return kept.slice(0, SARIF_LIMITS.flowSteps).map(({ minor: _minor, ...step }) => step);
}
