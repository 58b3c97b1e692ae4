import type { Readable } from "node:stream";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { COMMON_SEVERITIES, confidenceIn, severityIn } from "../../reading/severity.ts";
import { type JsonObject, list, object, objects, text } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";

const PARTS = ["Issues[", "Issues.*", "Stats[", "GosecVersion", "Golang errors.*"];
/** Hard-coded credentials; with the code that gosec quotes they would be in the finding. */
const CREDENTIALS = "G101";

/** Reads `gosec -fmt json`. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("gosec", "gosec");
  for await (const { at, path, value } of values(stream, PARTS)) {
    switch (at) {
      // Older versions write null where there is no issue.
      case "Issues[":
      case "Stats[":
        run.resultsPresent = true;
        break;
      case "GosecVersion":
        run.version = text(value) ?? null;
        break;
      case "Golang errors.*": {
        const errors = objects(value).map((each) => text(each.error));
        run.notice({ kind: "not-scanned", path: String(path.at(-1)), reason: errors[0] ?? "gosec could not read it" });
        break;
      }
      default:
        yield toDraft(object(value));
    }
  }
  if (!run.resultsPresent) throw new ReportError("wrong-format", "this is no report of gosec: it has no issues");
}

function toDraft(issue: JsonObject): Draft {
  const rule = text(issue.rule_id);
  const cwe = object(issue.cwe);
  // A range of lines stands in the same text: `79-83`.
  const [first, last] = (text(issue.line) ?? "").split("-", 2);
  const isSecret = rule === CREDENTIALS;
  return {
    detector: rule,
    title: text(issue.details),
    description: [text(issue.details), text(issue.autofix)],
    severity: severityIn(COMMON_SEVERITIES, text(issue.severity)),
    confidence: confidenceIn(text(issue.confidence)),
    classes: { cwe: [text(cwe.id) ?? text(cwe.ID)] },
    ...(isSecret ? { tags: ["secret"] } : {}),
    file: text(issue.file),
    line: first,
    endLine: last ?? first,
    ...suppressed(issue),
  };
}

function suppressed(issue: JsonObject): Pick<Draft, "suppressed"> {
  const [one] = objects(issue.suppressions);
  if (one === undefined && issue.nosec !== true && list(issue.suppressions).length === 0) return {};
  const reason = text(one?.justification);
  const by = /external/i.test(text(one?.kind) ?? "") ? "tool" : "in-code";
  return { suppressed: { by, reason: reason ?? "nosec" } };
}

export const readRuns = runsOf(read);
