import type { Readable } from "node:stream";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { confidenceIn, severityIn, type SeverityTable } from "../../reading/severity.ts";
import { type JsonObject, list, object, objects, text } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";
import { classesOf } from "./classes.ts";

// Slither's impact has no "critical": a check that knows nothing of what is at stake cannot say it.
const IMPACTS: SeverityTable = {
  high: "high",
  medium: "medium",
  low: "low",
  informational: "info",
  optimization: "info",
};

/** Reads `slither --json`: one object with `results.detectors`. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("slither", "Slither");
  let known = false;
  for await (const { at, value } of values(stream, [
    "success",
    "error",
    "results[",
    "results.detectors[",
    "results.detectors.*",
  ])) {
    if (at === "results[") known = true;
    else if (at === "results.detectors[") run.resultsPresent = true;
    else if (at === "success") {
      known = true;
      run.successful &&= value === true;
    } else if (at === "error") {
      const reason = text(value);
      if (reason !== undefined) run.notice({ kind: "info", reason: `Slither failed: ${reason}` });
    } else yield toDraft(object(value));
  }
  if (!known) throw new ReportError("wrong-format", "this is no report of Slither: it has neither success nor results");
  // Without any hit Slither writes an empty `results`.
  if (run.successful) run.resultsPresent = true;
}

function toDraft(result: JsonObject): Draft {
  const check = text(result.check);
  const elements = objects(result.elements);
  const place = elements.map(placeOf).find(({ line }) => line !== undefined) ?? placeOf(elements[0] ?? {});
  const description = text(result.description);
  const impact = text(result.impact);
  return {
    detector: check,
    title: check === undefined ? undefined : titleOf(check),
    description: [description],
    severity: severityIn(IMPACTS, impact),
    confidence: confidenceIn(text(result.confidence)),
    classes: classesOf(check),
    tags: impact === "Optimization" ? ["gas"] : impact === "Informational" ? ["style"] : [],
    ...place,
    flow: elements
      .filter((each) => text(each.type) === "node")
      .map((each) => ({ ...placeOf(each), message: text(each.name) })),
    toolId: text(result.id),
  };
}

function placeOf(element: JsonObject) {
  const source = object(element.source_mapping);
  const lines = list(source.lines).filter((line) => typeof line === "number");
  const own = object(object(element.type_specific_fields).parent);
  const type = text(element.type);
  const inside = type === "function" ? element : text(own.type) === "function" ? own : undefined;
  const holder =
    inside === undefined ? (type === "contract" ? element : own) : object(object(inside.type_specific_fields).parent);
  return {
    file: text(source.filename_relative) ?? text(source.filename_short) ?? text(source.filename_absolute),
    line: lines.length === 0 ? undefined : Math.min(...lines.slice(0, 10_000)),
    endLine: lines.length === 0 ? undefined : Math.max(...lines.slice(0, 10_000)),
    ...(inside === undefined ? {} : { callable: text(inside.name) }),
    ...(text(holder.type) === "contract" ? { container: text(holder.name) } : {}),
    dependency: source.is_dependency === true,
  };
}

/** `reentrancy-no-eth` reads as `Reentrancy no eth`. */
function titleOf(check: string): string {
  const words = check.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

export const readRuns = runsOf(read);
