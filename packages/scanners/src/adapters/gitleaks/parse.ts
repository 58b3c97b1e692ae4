import type { Readable } from "node:stream";
import type { ParseContext } from "../../contract.ts";
import { LEAK_ADVICE, maskLeak, withoutSecret } from "../../reading/leak.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";
import { isObject, type JsonObject, text, texts } from "../../reading/value.ts";
import { records } from "../../reading/values.ts";

/** Reads `gitleaks detect -f json` of version 8 and of those before it: a list of leaks. */
async function* read(stream: Readable, open: OpenRun, at: ParseContext): AsyncGenerator<Draft> {
  const run = open("gitleaks", "Gitleaks");
  for await (const record of records(stream)) {
    if (!isObject(record))
      throw new ReportError("wrong-format", "this is no report of Gitleaks: an element is no leak");
    yield record.RuleID === undefined && record.rule !== undefined ? fromOld(record, at) : fromLeak(record, at);
  }
  run.resultsPresent = true;
}

function fromLeak(leak: JsonObject, at: ParseContext): Draft {
  const secret = text(leak.Secret) ?? text(leak.Match);
  const masked = maskLeak(secret, at);
  const rule = text(leak.RuleID);
  const commit = text(leak.Commit);
  const id = withoutSecret(text(leak.Fingerprint), secret);
  return {
    detector: rule,
    title: withoutSecret(text(leak.Description), secret) ?? rule,
    description: [
      `${rule ?? "Secret"}: ${masked.words}. ${LEAK_ADVICE}`,
      where(commit, text(leak.Author), text(leak.Date)),
    ],
    // A secret that leaked is used by whoever finds it; nothing here says that it is still valid.
    severity: "high",
    classes: { cwe: ["CWE-798"] },
    tags: ["secret", ...texts(leak.Tags)],
    file: text(leak.File),
    line: leak.StartLine,
    endLine: leak.EndLine,
    fingerprints: [
      ...(id === undefined ? [] : [{ algorithm: "tool/gitleaks", version: 1, value: id }]),
      ...masked.fingerprints,
    ],
  };
}

/** Version 7 and before. */
function fromOld(leak: JsonObject, at: ParseContext): Draft {
  const secret = text(leak.offender);
  const masked = maskLeak(secret, at);
  const rule = text(leak.rule);
  return {
    detector: rule,
    title: rule,
    description: [
      `${rule ?? "Secret"}: ${masked.words}. ${LEAK_ADVICE}`,
      where(text(leak.commit), text(leak.author), text(leak.date)),
    ],
    severity: "high",
    classes: { cwe: ["CWE-798"] },
    tags: ["secret", ...(text(leak.tags)?.split(/,\s*/) ?? [])],
    file: text(leak.file),
    line: leak.lineNumber ?? leak.startLine,
    fingerprints: masked.fingerprints,
  };
}

function where(commit: string | undefined, author: string | undefined, date: string | undefined): string | undefined {
  if (commit === undefined) return undefined;
  return [
    `In commit ${commit}`,
    author === undefined ? "" : ` by ${author}`,
    date === undefined ? "" : `, ${date}`,
  ].join("");
}

export const readRuns = runsOf(read);
