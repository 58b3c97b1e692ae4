import type { Readable } from "node:stream";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { maskSecret } from "../../reading/secret.ts";
import { COMMON_SEVERITIES, confidenceIn, severityIn } from "../../reading/severity.ts";
import { type JsonObject, list, object, text } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";

// Checks for passwords written in the code: their text quotes the password.
const PASSWORDS = new Set(["B105", "B106", "B107"]);

/** Reads `bandit -f json`. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("bandit", "Bandit");
  for await (const { at, value } of values(stream, ["results[", "results.*", "errors.*"])) {
    if (at === "results[") run.resultsPresent = true;
    else if (at === "errors.*") {
      const { filename, reason } = object(value);
      const path = text(filename);
      run.notice({
        kind: "not-scanned",
        ...(path === undefined ? {} : { path }),
        reason: text(reason) ?? "Bandit could not read it",
      });
    } else yield toDraft(object(value));
  }
  if (!run.resultsPresent)
    throw new ReportError("wrong-format", "this is no report of Bandit: it has no list of results");
}

function toDraft(result: JsonObject): Draft {
  const check = text(result.test_id);
  const lines = list(result.line_range).filter((line) => typeof line === "number");
  const secret = PASSWORDS.has(check ?? "");
  const said = text(result.issue_text) ?? "";
  return {
    detector: check ?? text(result.test_name),
    title: titleOf(text(result.test_name)),
    description: [secret ? masked(said) : said, text(result.more_info)],
    severity: severityIn(COMMON_SEVERITIES, text(result.issue_severity)),
    confidence: confidenceIn(text(result.issue_confidence)),
    classes: { cwe: [text(object(result.issue_cwe).id)] },
    ...(secret ? { tags: ["secret"] } : {}),
    file: text(result.filename),
    line: result.line_number,
    endLine: lines.length === 0 ? undefined : Math.max(...lines.slice(0, 10_000)),
  };
}

/** `try_except_pass` reads as `Try except pass`. */
function titleOf(name: string | undefined): string | undefined {
  const words = name?.replaceAll("_", " ");
  return words === undefined ? undefined : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** `Possible hardcoded password: 'hunter2'` without the password. */
function masked(said: string): string {
  const quote = /['"]/.exec(said);
  if (quote === null) return said.includes(":") ? said.slice(0, said.indexOf(":")) : said;
  const raw = said.slice(quote.index + 1).replace(/['"]\s*$/, "");
  return `${said.slice(0, quote.index).trimEnd()} ${maskSecret(raw)}`;
}

export const readRuns = runsOf(read);
