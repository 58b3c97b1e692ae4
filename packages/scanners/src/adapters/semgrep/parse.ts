import type { Readable } from "node:stream";
import type { Severity } from "@redoubt/domain/finding";
import { advisoriesIn } from "../../reading/classes.ts";
import { packageUrl } from "../../reading/purl.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { confidenceIn, severityIn, type SeverityTable } from "../../reading/severity.ts";
import { type JsonObject, list, object, objects, text, texts } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";

// A rule's own word. ERROR is not critical: it says how sure its author is that it should be fixed, not what is at stake.
const SEVERITIES: SeverityTable = {
  critical: "critical",
  high: "high",
  error: "high",
  medium: "medium",
  warning: "medium",
  low: "low",
  info: "info",
  inventory: "info",
  experiment: "info",
};

/** Reads `semgrep --json` and `opengrep --json`. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("semgrep", "Semgrep");
  for await (const { at, value } of values(stream, ["version", "results[", "results.*", "errors.*"])) {
    if (at === "version") run.version = text(value) ?? null;
    else if (at === "results[") run.resultsPresent = true;
    else if (at === "errors.*") {
      const error = object(value);
      const path = text(error.path) ?? text(object(error.location).path) ?? text(objects(error.spans)[0]?.file);
      const reason =
        text(error.message) ?? text(error.long_msg) ?? text(error.short_msg) ?? "Semgrep could not read it";
      // What is only worth a warning to Semgrep was still looked at in part.
      if (text(error.level) === "error") run.successful = false;
      run.notice({ kind: "not-scanned", ...(path === undefined ? {} : { path }), reason });
    } else yield toDraft(object(value));
  }
  if (!run.resultsPresent)
    throw new ReportError("wrong-format", "this is no report of Semgrep: it has no list of results");
}

function toDraft(result: JsonObject): Draft {
  const extra = object(result.extra);
  const metadata = object(extra.metadata);
  const check = text(result.check_id);
  const message = text(extra.message);
  const fingerprint = text(extra.fingerprint);
  const validation = text(extra.validation_state);
  return {
    detector: check,
    title: check === undefined ? message : titleOf(check),
    description: [message, references(metadata)],
    severity: severityOf(text(extra.severity), metadata),
    confidence: confidenceIn(text(metadata.confidence)),
    classes: { cwe: texts(metadata.cwe), swc: texts(metadata.swc), scwe: texts(metadata.scwe) },
    ...supplyChain(object(extra.sca_info), metadata),
    tags: [
      ...texts(metadata.category).filter((category) => category === "best-practice" || category === "style"),
      ...(validation === "CONFIRMED_VALID" || validation === "VALIDATION_CONFIRMED" ? ["verified"] : []),
    ],
    file: text(result.path),
    line: object(result.start).line,
    endLine: object(result.end).line,
    flow: flowOf(object(extra.dataflow_trace)),
    // Without an account Semgrep writes "requires login" in its place.
    ...(fingerprint !== undefined && /^[0-9a-f]{32,}/.test(fingerprint)
      ? { fingerprints: [{ algorithm: "tool/semgrep", version: 1, value: fingerprint }] }
      : {}),
    ...(extra.is_ignored === true ? { suppressed: { by: "in-code", reason: "nosemgrep comment" } } : {}),
  };
}

/** What Semgrep Supply Chain knows of the dependency that a rule is about. */
function supplyChain(info: JsonObject, metadata: JsonObject): Pick<Draft, "advisories" | "package"> {
  const found = object(object(info.dependency_match).found_dependency);
  const name = text(found.package);
  if (name === undefined) return {};
  return {
    advisories: advisoriesIn(texts(metadata["sca-vuln-database-identifier"])),
    package: packageUrl(text(found.ecosystem), name, text(found.version)),
  };
}

/** Rules of its registry say impact and likelihood as well; where both are high, the weakness is. */
function severityOf(word: string | undefined, metadata: JsonObject): Severity {
  const own = severityIn(SEVERITIES, word);
  const grave = text(metadata.impact) === "HIGH" && text(metadata.likelihood) === "HIGH";
  return grave && own === "medium" ? "high" : own;
}

/** The last part of `python.lang.security.audit.dangerous-subprocess-use`, in words. */
function titleOf(check: string): string {
  const words = (check.split(".").at(-1) ?? check).replaceAll(/[-_]/g, " ").trim();
  return words === "" ? check : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function references(metadata: JsonObject): string | undefined {
  const found = texts(metadata.references).slice(0, 5);
  return found.length === 0 ? undefined : found.join("\n");
}

/** `["CliLoc", [location, text]]` at both ends, plain locations between. */
function flowOf(trace: JsonObject): Draft["flow"] {
  const step = (location: JsonObject, message: string | undefined) => ({
    file: text(location.path),
    line: object(location.start).line,
    message,
  });
  const end = (value: JsonObject[string]) => {
    const [kind, content] = list(value);
    if (text(kind) === "CliLoc") return [step(object(list(content)[0]), text(list(content)[1]))];
    // A call: where it is, and the way inside.
    const [call] = text(kind) === "CliCall" ? list(content) : [];
    return call === undefined ? [] : [step(object(list(call)[0]), text(list(call)[1]))];
  };
  const between = objects(trace.intermediate_vars).map((each) => step(object(each.location), text(each.content)));
  return [...end(trace.taint_source), ...between, ...end(trace.taint_sink)];
}

export const readRuns = runsOf(read);
