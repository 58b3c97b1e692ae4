import type { Readable } from "node:stream";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn } from "../../reading/severity.ts";
import { type JsonObject, object, text, texts } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";

/** Words, and their numbers in later versions. */
const PASSED = new Set(["passed", "1"]);
const IGNORED = new Set(["ignored", "2"]);

/** Reads `tfsec -f json`. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("tfsec", "tfsec");
  for await (const { at, value } of values(stream, ["results[", "results.*"])) {
    if (at === "results[") run.resultsPresent = true;
    else {
      const result = object(value);
      if (!PASSED.has(text(result.status) ?? "")) yield toDraft(result);
    }
  }
  if (!run.resultsPresent) throw new ReportError("wrong-format", "this is no report of tfsec: it has no results");
}

function toDraft(result: JsonObject): Draft {
  const place = object(result.location);
  const id = text(result.rule_id);
  const rule = text(result.long_id) ?? id;
  const former = [id, text(result.legacy_rule_id)].filter((each) => each !== undefined && each !== rule);
  const links = [...texts(result.links), ...texts(result.link)];
  return {
    detector: rule,
    title: text(result.rule_description) ?? text(result.description),
    description: [
      text(result.description),
      labelled("Resource", text(result.resource)),
      labelled("Impact", text(result.impact)),
      labelled("Resolution", text(result.resolution)),
      links[0],
    ],
    severity: severityIn(COMMON_SEVERITIES, text(result.severity)),
    file: text(place.filename),
    line: place.start_line,
    endLine: place.end_line,
    formerDetectors: former.filter((each) => each !== undefined),
    ...(IGNORED.has(text(result.status) ?? "") ? { suppressed: { by: "in-code", reason: "tfsec:ignore" } } : {}),
  };
}

function labelled(label: string, said: string | undefined): string | undefined {
  return said === undefined ? undefined : `${label}: ${said}`;
}

export const readRuns = runsOf(read);
