import type { Readable } from "node:stream";
import { failedTest, ranTest } from "../../reading/failed-test.ts";
import { readLines } from "../../reading/lines.ts";
import { peek } from "../../reading/peek.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { type JsonObject, object, objects, text, texts } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";
import { isTestLine, verdictOf } from "./verdict.ts";

const MOST_CALLS = 100;

/** Reads `echidna --format json` and the text that Echidna prints. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("echidna", "Echidna");
  const { first, whole } = await peek(stream);
  yield* first === "{" ? readJson(whole, run) : readText(whole, run);
  if (!run.resultsPresent) throw new ReportError("wrong-format", "this is no report of Echidna: it has no test");
}

async function* readJson(stream: Readable, run: RunDraft): AsyncGenerator<Draft> {
  for await (const { at, value } of values(stream, ["tests[", "tests.*", "error", "success"])) {
    if (at === "tests[") run.resultsPresent = true;
    else if (at === "error") {
      const reason = text(value);
      if (reason !== undefined) run.notice({ kind: "info", reason: `Echidna failed: ${reason}` });
      run.successful &&= reason === undefined;
    } else if (at === "tests.*") yield* fromTest(object(value), run);
  }
}

function* fromTest(test: JsonObject, run: RunDraft): Generator<Draft> {
  const contract = text(test.contract);
  const name = text(test.name) ?? "unnamed";
  ranTest(run, contract, name);
  const verdict = verdictOf(text(test.status) ?? "");
  if (verdict === "passed") return;
  const calls = objects(test.transactions)
    .slice(0, MOST_CALLS)
    .map(
      (call, at) =>
        `${at + 1}. ${[text(call.contract), text(call.function)].filter(Boolean).join(".")}(${texts(call.arguments).join(", ")})`,
    );
  yield failedTest({
    ...{ run, contract, test: name, verdict },
    description: [text(test.error), calls.length === 0 ? undefined : `Call sequence:\n${calls.join("\n")}`],
  });
}

/** One line names a test and its verdict; what follows up to the next such line or an empty one is its call sequence. */
async function* readText(stream: Readable, run: RunDraft): AsyncGenerator<Draft> {
  let open: { readonly name: string; readonly said: string; readonly calls: string[] } | undefined;
  const close = function* (): Generator<Draft> {
    if (open === undefined) return;
    const verdict = verdictOf(open.said);
    const calls = open.calls.length === 0 ? undefined : open.calls.join("\n");
    if (verdict !== "passed")
      yield failedTest({ run, contract: undefined, test: open.name, verdict, description: [calls] });
    open = undefined;
  };
  for await (const line of readLines(stream)) {
    const found = isTestLine(line);
    if (found !== undefined) {
      yield* close();
      ranTest(run, undefined, found.name);
      open = { ...found, calls: [] };
    } else if (/^\s+\S/.test(line) && open !== undefined) {
      if (open.calls.length < MOST_CALLS) open.calls.push(line.trim());
    } else if (line.trim() === "" || /^\S/.test(line)) yield* close();
  }
  yield* close();
}

export const readRuns = runsOf(read);
