import type { Readable } from "node:stream";
import { advisoriesIn } from "../../reading/classes.ts";
import { cvss3Score } from "../../reading/cvss.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn, severityOfScore } from "../../reading/severity.ts";
import { isObject, type JsonObject, number, object, text, texts } from "../../reading/value.ts";
import { records } from "../../reading/values.ts";

/** Reads `nuclei -jsonl` (a result a line) and `-json-export` (a list). Requests and answers are not taken over. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("nuclei", "Nuclei");
  for await (const record of records(stream)) {
    if (!isObject(record))
      throw new ReportError("wrong-format", "this is no report of Nuclei: an element is no result");
    yield toDraft(record);
  }
  run.resultsPresent = true;
}

function toDraft(result: JsonObject): Draft {
  const info = object(result.info);
  const classification = object(info.classification);
  const template = text(result["template-id"]) ?? text(result.templateID);
  const matcher = text(result["matcher-name"]) ?? text(result.matcher_name);
  const place = text(result["matched-at"]) ?? text(result.matched) ?? text(result.host);
  const type = text(result.type);
  const extracted = texts(result["extracted-results"] ?? result.extracted_results);
  // Without a word of its own a template may still carry a score.
  const score = severityOfScore(
    number(classification["cvss-score"]) ?? cvss3Score(text(classification["cvss-metrics"])),
  );
  const word = text(info.severity);
  const tags = listOf(info.tags);
  const secrets = tags.some((tag) => /^(?:token|tokens|keys?|secrets?|exposures?|credentials?)$/i.test(tag));
  return {
    detector: template,
    title: [text(info.name) ?? template, matcher].filter((part) => part !== undefined).join(": "),
    description: [
      text(info.description),
      place === undefined ? undefined : `${type ?? "Met"} at ${place}`,
      // Templates that look for tokens extract them.
      extracted.length === 0 || secrets ? undefined : `Extracted: ${extracted.slice(0, 10).join(", ").slice(0, 1000)}`,
      text(info.impact),
      text(info.remediation),
      listOf(info.reference).slice(0, 5).join("\n"),
    ],
    severity: word === undefined || word === "unknown" ? (score ?? "medium") : severityIn(COMMON_SEVERITIES, word),
    confidence: "high",
    classes: { cwe: texts(classification["cwe-id"]) },
    advisories: advisoriesIn(texts(classification["cve-id"])),
    tags: tags.slice(0, 20),
    toolId: [template, matcher, type, withoutQuery(place)]
      .map((part) => part ?? "")
      .join(" ")
      .slice(0, 400),
  };
}

/** A list, or one text with commas. */
function listOf(value: JsonObject[string]): string[] {
  return texts(value)
    .flatMap((each) => each.split(","))
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** What is asked for changes from run to run with random values. */
function withoutQuery(place: string | undefined): string | undefined {
  return place?.replace(/[?#].*$/, "");
}

export const readRuns = runsOf(read);
