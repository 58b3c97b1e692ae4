import type { Readable } from "node:stream";
import type { ParseContext } from "../../contract.ts";
import { advisoriesIn } from "../../reading/classes.ts";
import { packageUrl } from "../../reading/purl.ts";
import { startsWithList } from "../../reading/peek.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn } from "../../reading/severity.ts";
import { type JsonObject, list, object, text } from "../../reading/value.ts";
import { type SelectedValue, values } from "../../reading/values.ts";

const PARTS = [
  "results[",
  "results.failed_checks.*",
  "results.skipped_checks.*",
  "results.passed_checks.*.check_id",
  "results.parsing_errors.*",
  "summary.checkov_version",
  "check_type",
];
/** Without any resource Checkov writes only counts. */
const BARE = ["passed", "failed", "checkov_version"];

/** Reads `checkov -o json`: one object, or one for each framework in a list. */
async function* read(stream: Readable, open: OpenRun, at: ParseContext): AsyncGenerator<Draft> {
  const run = open("checkov", "Checkov");
  run.detectors = new Set();
  const { list: many, whole } = await startsWithList(stream);
  const patterns = many ? PARTS.map((part) => `*.${part}`) : [...PARTS, ...BARE];
  for await (const selected of values(whole, patterns)) yield* take(selected, many, run, at);
  if (!run.resultsPresent) throw new ReportError("wrong-format", "this is no report of Checkov: it has no results");
}

function* take(
  { at: pattern, value }: SelectedValue,
  many: boolean,
  run: RunDraft,
  at: ParseContext,
): Generator<Draft> {
  const part = many ? pattern.slice(2) : pattern;
  const id = (check: JsonObject[string]) => {
    const name = text(check);
    if (name !== undefined && run.detectors !== "unknown") run.detectors.add(name);
  };
  switch (part) {
    case "results[":
    case "passed":
    case "failed":
      run.resultsPresent = true;
      return;
    case "summary.checkov_version":
    case "checkov_version":
      run.version = text(value) ?? null;
      return;
    case "results.passed_checks.*.check_id":
      return id(value);
    case "results.parsing_errors.*": {
      const path = text(value);
      run.notice({ kind: "not-scanned", ...(path === undefined ? {} : { path }), reason: "Checkov could not read it" });
      return;
    }
    case "results.failed_checks.*":
    case "results.skipped_checks.*": {
      const check = object(value);
      id(check.check_id);
      yield toDraft(check, part === "results.skipped_checks.*", at);
    }
  }
}

function toDraft(check: JsonObject, skipped: boolean, at: ParseContext): Draft {
  const [start, end] = list(check.file_line_range);
  const details = object(check.vulnerability_details);
  const advisory = text(details.id);
  const name = text(details.package_name);
  const secret = /^CKV_SECRET_/.test(text(check.check_id) ?? "");
  const id = text(check.check_id);
  return {
    detector: advisory ?? id,
    title: text(check.check_name) ?? text(check.short_description),
    description: [
      text(check.description) ?? text(details.description),
      // For secrets the resource is a plain hash of the secret: short ones could be guessed from it.
      secret ? undefined : text(check.resource) === undefined ? undefined : `Resource: ${text(check.resource)}`,
      name === undefined
        ? undefined
        : `${name} ${text(details.package_version) ?? ""}${text(details.lowest_fixed_version) === undefined ? "" : `, fixed in ${text(details.lowest_fixed_version)}`}`,
      text(check.guideline),
    ],
    // Severities come with an account; without one nothing is known, and a failed policy is a matter of configuration.
    severity: severityIn(COMMON_SEVERITIES, text(check.severity) ?? text(details.severity)),
    classes: { cwe: secret ? ["CWE-798"] : [] },
    advisories: advisoriesIn([advisory]),
    package: name === undefined ? undefined : packageUrl(undefined, name, text(details.package_version)),
    tags: secret ? ["secret"] : [],
    file: fileOf(check, at),
    line: start,
    endLine: end,
    ...(skipped
      ? { suppressed: { by: "in-code", reason: text(object(check.check_result).suppress_comment) ?? "checkov:skip" } }
      : {}),
  };
}

/** `/main.tf` is relative to the folder that was scanned; `repo_file_path` to the repository, where that is known. */
function fileOf(check: JsonObject, at: ParseContext): string | undefined {
  const own = text(check.file_path)?.replaceAll("\\", "/").replace(/^\/+/, "");
  const repository = text(check.repo_file_path)
    ?.replaceAll("\\", "/")
    .replace(/^(?:\.\.\/)*\/*/, "");
  if (at.files !== undefined && repository !== undefined && at.files.has(repository)) return repository;
  return own;
}

export const readRuns = runsOf(read);
