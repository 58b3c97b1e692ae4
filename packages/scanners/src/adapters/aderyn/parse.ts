import type { Readable } from "node:stream";
import type { Severity } from "@redoubt/domain/finding";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { type JsonObject, object, objects, text, texts } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";

// One list for each severity; versions before 0.4 have more of them. `nc` is "non-critical": opinions.
const GROUPS: Readonly<Record<string, Severity>> = {
  critical_issues: "critical",
  high_issues: "high",
  medium_issues: "medium",
  low_issues: "low",
  nc_issues: "info",
};

/** Reads `aderyn -o report.json`: lists of issues by severity, each with the places where it was met. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("aderyn", "Aderyn");
  const groups = Object.keys(GROUPS);
  const patterns = groups.flatMap((group) => [`${group}.issues[`, `${group}.issues.*`]);
  for await (const { at, path, value } of values(stream, [...patterns, "detectors_used"])) {
    if (at === "detectors_used") {
      const used = texts(value);
      if (used.length > 0) run.detectors = new Set(used);
      continue;
    }
    run.resultsPresent = true;
    if (at.endsWith("[")) continue;
    const issue = object(value);
    const instances = objects(issue.instances);
    // An issue without places still says something.
    const places: readonly JsonObject[] = instances.length === 0 ? [{}] : instances;
    for (const instance of places) {
      yield {
        detector: text(issue.detector_name) ?? text(issue.title),
        title: text(issue.title)?.replaceAll("`", ""),
        description: [text(issue.description), text(instance.hint)],
        severity: GROUPS[String(path[0])] ?? "medium",
        ...(path[0] === "nc_issues" ? { tags: ["style"] } : {}),
        file: text(instance.contract_path),
        line: instance.line_no,
      };
    }
  }
  if (!run.resultsPresent)
    throw new ReportError("wrong-format", "this is no report of Aderyn: it has no list of issues");
}

export const readRuns = runsOf(read);
