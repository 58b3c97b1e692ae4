import type { Readable } from "node:stream";
import type { ParseContext } from "../../contract.ts";
import { LEAK_ADVICE, maskLeak, withoutSecret } from "../../reading/leak.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn } from "../../reading/severity.ts";
import { entries, isObject, type JsonObject, object, text, texts } from "../../reading/value.ts";
import { records } from "../../reading/values.ts";

/** Reads what TruffleHog 3 prints (a leak a line), TruffleHog 2, and the tool named trufflehog3 (lists). */
async function* read(stream: Readable, open: OpenRun, at: ParseContext): AsyncGenerator<Draft> {
  const run = open("trufflehog", "TruffleHog");
  for await (const record of records(stream)) {
    if (!isObject(record))
      throw new ReportError("wrong-format", "this is no report of TruffleHog: an element is no leak");
    run.resultsPresent = true;
    if (record.SourceMetadata !== undefined) yield fromLeak(record, at);
    else if (record.rule !== undefined) yield fromRule(record, at);
    else if (record.stringsFound !== undefined) yield fromStrings(record, at);
    else notAResult(record, run);
  }
}

/** Its log goes to the same place when nobody keeps the two apart. */
function notAResult(record: JsonObject, run: RunDraft): void {
  if (text(record.level) === "error")
    run.notice({ kind: "info", reason: text(record.msg) ?? "TruffleHog reports an error" });
}

function fromLeak(leak: JsonObject, at: ParseContext): Draft {
  const secret = text(leak.Raw) ?? text(leak.RawV2);
  const masked = maskLeak(secret, at);
  const [[source, place] = ["", {}]] = entries(object(leak.SourceMetadata).Data);
  const data = object(place);
  const verified = leak.Verified === true;
  const detector = text(leak.DetectorName);
  const commit = text(data.commit);
  return {
    detector,
    title: `${verified ? "Working" : "Possible"} ${detector ?? "secret"} credential`,
    description: [
      `${detector ?? "Secret"}: ${masked.words}. ${LEAK_ADVICE}`,
      withoutSecret(text(leak.DetectorDescription), secret),
      verified ? "TruffleHog has tried it: it works." : undefined,
      [source, text(data.repository) ?? text(data.link), commit === undefined ? undefined : `commit ${commit}`]
        .filter(Boolean)
        .join(", "),
    ],
    // Tried and found working is as bad as a secret gets.
    severity: verified ? "critical" : "high",
    confidence: verified ? "high" : "medium",
    classes: { cwe: ["CWE-798"] },
    tags: ["secret", ...(verified ? ["verified"] : [])],
    file: text(data.file) ?? text(data.path),
    line: data.line,
    fingerprints: masked.fingerprints,
  };
}

/** trufflehog3, another tool with nearly the same name. */
function fromRule(leak: JsonObject, at: ParseContext): Draft {
  const masked = maskLeak(text(leak.secret), at);
  const rule = object(leak.rule);
  const id = text(leak.id);
  const name = text(rule.message) ?? text(rule.id);
  return {
    detector: text(rule.id) ?? name,
    title: name,
    description: [`${name ?? "Secret"}: ${masked.words}. ${LEAK_ADVICE}`, commitWords(leak)],
    severity: severityIn(COMMON_SEVERITIES, text(rule.severity), "high"),
    classes: { cwe: ["CWE-798"] },
    tags: ["secret"],
    file: text(leak.path),
    line: leak.line,
    fingerprints: [
      ...(id === undefined ? [] : [{ algorithm: "tool/trufflehog3", version: 1, value: id }]),
      ...masked.fingerprints,
    ],
  };
}

/** Version 2: all strings that one commit brought into one file. */
function fromStrings(leak: JsonObject, at: ParseContext): Draft {
  const found = texts(leak.stringsFound);
  const masked = found.slice(0, 20).map((each) => maskLeak(each, at));
  const reason = text(leak.reason);
  return {
    detector: reason,
    title: reason,
    description: [
      `${reason ?? "Secret"}: ${masked.map(({ words }) => words).join("; ")}. ${LEAK_ADVICE}`,
      commitWords(leak),
    ],
    // An entropy says that something looks random, not that it opens anything.
    severity: /entropy/i.test(reason ?? "") ? "medium" : "high",
    confidence: /entropy/i.test(reason ?? "") ? "low" : "medium",
    classes: { cwe: ["CWE-798"] },
    tags: ["secret"],
    file: text(leak.path),
    fingerprints: masked.flatMap(({ fingerprints }) => fingerprints),
  };
}

function commitWords(leak: JsonObject): string | undefined {
  const commit = text(leak.commitHash) ?? text(leak.commit);
  return commit === undefined || /\s/.test(commit)
    ? undefined
    : `In commit ${commit}${text(leak.branch) === undefined ? "" : ` of ${text(leak.branch)}`}`;
}

export const readRuns = runsOf(read);
