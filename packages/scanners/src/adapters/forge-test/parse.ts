import type { Readable } from "node:stream";
import { failedTest, ranTest } from "../../reading/failed-test.ts";
import { peek } from "../../reading/peek.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { type JsonObject, object, objects, text } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";
import { child, children, streamXml } from "../../reading/xml.ts";
import { fromBrace } from "./from-brace.ts";

const MOST_CALLS = 100;

interface TestCase {
  readonly suite: string;
  readonly test: string;
  status?: string | undefined;
  reason?: string | undefined;
  kind?: string | undefined;
  counterexample?: JsonObject[string];
}

/** Reads `forge test --json`, also behind text of the compiler, and `forge test --junit`. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("forge-test", "forge test");
  const { first, whole } = await peek(stream);
  yield* first === "<" ? readJunit(whole, run) : readJson(fromBrace(whole), run);
  if (!run.resultsPresent)
    throw new ReportError("wrong-format", "this is no report of forge test: it has no test result");
}

/** Takes single facts of each test: its traces may be larger than everything else together. */
async function* readJson(stream: Readable, run: RunDraft): AsyncGenerator<Draft> {
  const facts = ["status", "reason", "kind", "counterexample"].map((fact) => `*.test_results.*.${fact}`);
  let open: TestCase | undefined;
  for await (const { at, path, value } of values(stream, ["*.test_results[", ...facts])) {
    run.resultsPresent = true;
    if (at === "*.test_results[") continue;
    const [suite, , test, fact] = path.map(String);
    if (suite === undefined || test === undefined) continue;
    if (open?.suite !== suite || open.test !== test) {
      yield* toDraft(open, run);
      open = { suite, test };
    }
    if (fact === "status") open.status = text(value);
    if (fact === "reason") open.reason = text(value);
    if (fact === "kind") open.kind = Object.keys(object(value))[0];
    if (fact === "counterexample") open.counterexample = value;
  }
  yield* toDraft(open, run);
}

async function* readJunit(stream: Readable, run: RunDraft): AsyncGenerator<Draft> {
  let suite = "";
  const select = (path: readonly string[]) => path.at(-1) === "testcase";
  for await (const { type, element } of streamXml(stream, select)) {
    if (type === "open") {
      run.resultsPresent ||= element.name === "testsuites" || element.name === "testsuite";
      if (element.name === "testsuite") suite = element.attributes.get("name") ?? "";
      continue;
    }
    const failure = child(element, "failure") ?? child(element, "error");
    const output = children(element, "system-out").map((each) => each.text.trim());
    yield* toDraft(
      {
        suite,
        test: element.attributes.get("name") ?? "unnamed",
        status: failure !== undefined ? "Failure" : child(element, "skipped") === undefined ? "Success" : "Skipped",
        reason: [failure?.attributes.get("message"), ...output.filter((line) => line.includes("counterexample"))]
          .filter(Boolean)
          .join("\n"),
        kind: output.some((line) => / \(runs: \d+, [^)]*\bcalls: /.test(line))
          ? "Invariant"
          : output.some((line) => / \(runs: /.test(line))
            ? "Fuzz"
            : "Unit",
      },
      run,
    );
  }
}

function* toDraft(test: TestCase | undefined, run: RunDraft): Generator<Draft> {
  if (test === undefined) return;
  const at = test.suite.lastIndexOf(":");
  const file = at > 0 ? test.suite.slice(0, at) : undefined;
  const contract = test.suite.slice(at + 1);
  // A skipped test proves nothing: what it had found stays.
  if (test.status !== "Skipped") ranTest(run, contract, test.test);
  else
    run.notice({
      kind: "not-scanned",
      ...(file === undefined ? {} : { path: file }),
      reason: `${contract}.${test.test} was skipped`,
    });
  if (test.status !== "Failure") return;
  const setUp = /^setUp\b/.test(test.test);
  yield failedTest({
    ...{ run, contract, file, test: test.test },
    verdict: setUp ? "undecided" : test.kind === "Fuzz" || test.kind === "Invariant" ? "refuted" : "failed",
    description: [
      setUp ? "setUp fails: none of the tests of this contract ran." : undefined,
      test.reason,
      counterexampleWords(test.counterexample),
    ],
  });
}

function counterexampleWords(value: JsonObject[string]): string | undefined {
  const { Single: single, Sequence: sequence } = object(value);
  const calls =
    single !== undefined ? [object(single)] : objects(Array.isArray(sequence) ? sequence.flat(2) : undefined);
  const lines = calls.slice(0, MOST_CALLS).map((call) => {
    const name = [text(call.contract_name), text(call.func_name)?.replace(/\(.*$/s, "")].filter(Boolean).join(".");
    return `${name}(${text(call.args) ?? text(call.raw_args) ?? text(call.calldata) ?? ""})`;
  });
  return lines.length === 0 ? undefined : `Counterexample:\n${lines.join("\n")}`;
}

export const readRuns = runsOf(read);
