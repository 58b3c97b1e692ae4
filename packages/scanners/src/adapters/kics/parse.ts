import type { Readable } from "node:stream";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn, type SeverityTable } from "../../reading/severity.ts";
import { type JsonObject, number, object, objects, text } from "../../reading/value.ts";
import { type SelectedValue, values } from "../../reading/values.ts";

const FAILED = ["files_failed_to_scan", "queries_failed_to_execute"];
const PARTS = ["queries[", "queries.*", "queries_total", "kics_version", ...FAILED];
const SEVERITIES: SeverityTable = { ...COMMON_SEVERITIES, trace: "info" };

/** Reads `kics scan --report-formats json`. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("kics", "KICS");
  for await (const selected of values(stream, PARTS)) {
    if (selected.at !== "queries.*") about(selected, run);
    else {
      const query = object(selected.value);
      for (const place of objects(query.files)) yield toDraft(query, place);
    }
  }
  if (!run.resultsPresent) throw new ReportError("wrong-format", "this is no report of KICS: it has no queries");
}

function about({ at, value }: SelectedValue, run: RunDraft): void {
  if (at === "kics_version") run.version = text(value)?.replace(/^v(?=\d)/, "") ?? null;
  // Without any result older versions write null.
  else if (at === "queries[" || at === "queries_total") run.resultsPresent = true;
  else if ((number(value) ?? 0) > 0) {
    run.successful = false;
    const what = at === "files_failed_to_scan" ? "files" : "queries";
    run.notice({ kind: "not-scanned", reason: `KICS failed at ${number(value)} ${what}` });
  }
}

function toDraft(query: JsonObject, place: JsonObject): Draft {
  const category = text(query.category);
  const isSecret = category === "Secret Management";
  const resource = [text(place.resource_type), text(place.resource_name)].filter((part) => part !== undefined);
  return {
    detector: text(query.query_id) ?? text(query.query_name),
    title: text(query.query_name),
    description: [
      text(query.description),
      resource.length === 0 ? undefined : `Resource: ${resource.join(" ")}`,
      // Of a secret what is there may quote it.
      isSecret ? undefined : labelled("Is", text(place.actual_value)),
      isSecret ? undefined : labelled("Should be", text(place.expected_value)),
      text(query.query_url),
    ],
    severity: severityIn(SEVERITIES, text(query.severity)),
    classes: { cwe: [text(query.cwe), isSecret ? "CWE-798" : undefined] },
    tags: isSecret ? ["secret"] : [],
    file: text(place.file_name),
    line: place.line,
    endLine: place.line,
    toolId: text(place.similarity_id),
  };
}

function labelled(label: string, said: string | undefined): string | undefined {
  return said === undefined ? undefined : `${label}: ${said}`;
}

export const readRuns = runsOf(read);
