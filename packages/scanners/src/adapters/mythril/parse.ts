import type { Readable } from "node:stream";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { COMMON_SEVERITIES, severityIn } from "../../reading/severity.ts";
import { swcClasses } from "../../reading/swc.ts";
import { type JsonObject, object, objects, text, texts } from "../../reading/value.ts";
import { records, values } from "../../reading/values.ts";
import { startsWithList } from "../../reading/peek.ts";

/** Reads `myth analyze -o json` (an object with issues) and `-o jsonv2` (a list of subjects with issues). */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("mythril", "Mythril");
  const { list, whole } = await startsWithList(stream);
  yield* list ? readSubjects(whole, run) : readIssues(whole, run);
  if (!run.resultsPresent)
    throw new ReportError("wrong-format", "this is no report of Mythril: it has no list of issues");
}

async function* readIssues(stream: Readable, run: RunDraft): AsyncGenerator<Draft> {
  for await (const { at, value } of values(stream, ["issues[", "issues.*", "success", "error"])) {
    if (at === "issues[") run.resultsPresent = true;
    else if (at === "success") run.successful &&= value !== false;
    else if (at === "error") {
      const reason = text(value);
      if (reason !== undefined) run.notice({ kind: "info", reason: `Mythril failed: ${reason}` });
    } else yield fromIssue(object(value));
  }
}

function fromIssue(issue: JsonObject): Draft {
  const swc = text(issue["swc-id"]);
  return {
    detector: swc === undefined ? text(issue.title) : `SWC-${swc}`,
    title: text(issue.title),
    // Old versions write one text, newer ones head and tail.
    description: [text(issue.description) ?? undefined, ...headAndTail(issue.description), sequence(issue.tx_sequence)],
    severity: severityIn(COMMON_SEVERITIES, text(issue.severity)),
    classes: swcClasses(swc === undefined ? [] : [swc]),
    file: text(issue.filename),
    line: issue.lineno,
    container: text(issue.contract),
    callable: functionName(text(issue.function)),
  };
}

async function* readSubjects(stream: Readable, run: RunDraft): AsyncGenerator<Draft> {
  for await (const record of records(stream)) {
    const subject = object(record);
    if (!Array.isArray(subject.issues)) continue;
    run.resultsPresent = true;
    for (const log of objects(object(subject.meta).logs)) {
      if (text(log.level) === "error") run.notice({ kind: "info", reason: text(log.msg) ?? "Mythril failed" });
    }
    const sources = texts(subject.sourceList);
    for (const each of subject.issues) {
      const issue = object(each);
      const place = objects(issue.locations).map((location) =>
        /^(\d+):(\d+):(\d+)$/.exec(text(location.sourceMap) ?? ""),
      )[0];
      const source = sources[Number(place?.[3] ?? 0)];
      const swc = text(issue.swcID);
      yield {
        detector: swc ?? text(issue.swcTitle),
        title: text(issue.swcTitle) ?? headAndTail(issue.description)[0],
        description: [...headAndTail(issue.description), sequence(object(issue.extra).testCases)],
        severity: severityIn(COMMON_SEVERITIES, text(issue.severity)),
        classes: swcClasses(swc === undefined ? [] : [swc]),
        // Bytecode names its hash instead of a file.
        file: source !== undefined && /\.(?:sol|vy)$/.test(source) ? source : undefined,
      };
    }
  }
}

function headAndTail(description: JsonObject[string]): (string | undefined)[] {
  const { head, tail } = object(description);
  return [text(head), text(tail)];
}

/** The calls of the transaction sequence that Mythril found, in short. */
function sequence(value: JsonObject[string]): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  const steps = objects(object(first).steps).slice(0, 20);
  const names = steps.map((step) => text(step.name) ?? `input ${(text(step.input) ?? "").slice(0, 10)}`);
  return names.length === 0 ? undefined : `Transactions: ${names.join(" → ")}`;
}

/** `withdraw(uint256)` is the function `withdraw`. */
function functionName(signature: string | undefined): string | undefined {
  const name = /^[A-Za-z_$][\w$]*/.exec(signature ?? "")?.[0];
  return name?.startsWith("_function_0x") === true ? undefined : name;
}

export const readRuns = runsOf(read);
