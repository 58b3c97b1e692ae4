import type { Readable } from "node:stream";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { severityIn, type SeverityTable } from "../../reading/severity.ts";
import { isObject, text } from "../../reading/value.ts";
import { records } from "../../reading/values.ts";

/** Rules of good style for images: an error breaks a build more often than it lets somebody in. */
const LEVELS: SeverityTable = { error: "medium", warning: "low", info: "info", style: "info" };

/** Reads `hadolint -f json`: a list of remarks. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("hadolint", "Hadolint");
  for await (const record of records(stream)) {
    if (!isObject(record))
      throw new ReportError("wrong-format", "this is no report of Hadolint: an element is no rule");
    const code = text(record.code);
    const file = text(record.file);
    yield {
      detector: code,
      title: text(record.message),
      description: [text(record.message)],
      severity: severityIn(LEVELS, text(record.level), "low"),
      confidence: "high",
      // A Dockerfile that came through a pipe has no name.
      file: file === "-" || file === "/dev/stdin" ? undefined : file,
      line: record.line,
      endLine: record.line,
    };
  }
  run.resultsPresent = true;
}

export const readRuns = runsOf(read);
