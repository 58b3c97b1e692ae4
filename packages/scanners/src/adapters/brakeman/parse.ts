import type { Readable } from "node:stream";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { confidenceIn, severityIn, type SeverityTable } from "../../reading/severity.ts";
import { type JsonObject, list, object, text, texts } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";

const PARTS = [
  "warnings[",
  "warnings.*",
  "ignored_warnings.*",
  "errors.*",
  "scan_info.brakeman_version",
  "scan_info.checks_performed",
];
/** Brakeman rates only how sure it is: what lets a stranger run code or read the database is high, the rest medium. */
const SEVERITIES: SeverityTable = {
  "command injection": "high",
  "dangerous eval": "high",
  "remote code execution": "high",
  "sql injection": "high",
  "unsafe deserialization": "high",
};

/** Reads `brakeman -f json`. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("brakeman", "Brakeman");
  for await (const { at, value } of values(stream, PARTS)) {
    switch (at) {
      case "warnings[":
        run.resultsPresent = true;
        break;
      case "scan_info.brakeman_version":
        run.version = text(value) ?? null;
        break;
      case "scan_info.checks_performed":
        run.detectors = new Set(texts(value));
        break;
      case "errors.*": {
        const { error, location } = object(value);
        const path = text(location)?.replace(/:\d+$/, "");
        const place = path === undefined || /\s/.test(path) ? {} : { path };
        run.notice({ kind: "not-scanned", ...place, reason: text(error) ?? "Brakeman could not read it" });
        break;
      }
      default:
        yield toDraft(object(value), at === "ignored_warnings.*");
    }
  }
  if (!run.resultsPresent) throw new ReportError("wrong-format", "this is no report of Brakeman: it has no warnings");
}

function toDraft(warning: JsonObject, ignored: boolean): Draft {
  const type = text(warning.warning_type);
  const place = object(warning.location);
  const input = text(warning.user_input);
  const container = text(place.class);
  const callable = text(place.method);
  return {
    // Checks are what `checks_performed` names; versions before 3.1 name only the type.
    detector: text(warning.check_name) ?? type,
    title: type === undefined ? text(warning.message) : `${type}: ${text(warning.message) ?? "no message"}`,
    description: [text(warning.message), input === undefined ? undefined : `Input: ${input}`, text(warning.link)],
    severity: severityIn(SEVERITIES, type),
    confidence: text(warning.confidence)?.toLowerCase() === "weak" ? "low" : confidenceIn(text(warning.confidence)),
    classes: { cwe: list(warning.cwe_id).map((id) => text(id)) },
    file: text(warning.file),
    line: warning.line,
    endLine: warning.line,
    ...(container === undefined ? {} : { container }),
    ...(callable === undefined ? {} : { callable }),
    toolId: text(warning.fingerprint),
    ...(ignored ? { suppressed: { by: "tool", reason: text(warning.note) ?? "ignored in brakeman.ignore" } } : {}),
  };
}

export const readRuns = runsOf(read);
