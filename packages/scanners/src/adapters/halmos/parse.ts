import type { Readable } from "node:stream";
import { failedTest, ranTest } from "../../reading/failed-test.ts";
import { readLines } from "../../reading/lines.ts";
import { peek } from "../../reading/peek.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, type RunDraft, runsOf } from "../../reading/run.ts";
import { entries, number, object, text, texts } from "../../reading/value.ts";
import { values } from "../../reading/values.ts";

// Halmos' exit code of one test; everything but a counterexample leaves the property open.
const OUTCOMES: Readonly<Record<number, string>> = {
  1: "Halmos found a counterexample.",
  2: "The solver ran out of time: neither a proof nor a counterexample.",
  3: "A path used something that Halmos does not support: neither a proof nor a counterexample.",
  4: "Every path reverted: nothing was checked.",
  5: "Halmos failed on this test.",
};
const MOST_LINES = 100;

/** Reads `halmos --json-output` and the text that Halmos prints. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("halmos", "Halmos");
  const { first, whole } = await peek(stream);
  yield* first === "{" ? readJson(whole, run) : readText(whole, run);
  if (!run.resultsPresent) throw new ReportError("wrong-format", "this is no report of Halmos: it has no test result");
}

async function* readJson(stream: Readable, run: RunDraft): AsyncGenerator<Draft> {
  for await (const { at, path, value } of values(stream, ["test_results[", "test_results.*.*"])) {
    run.resultsPresent = true;
    if (at === "test_results[") continue;
    const result = object(value);
    const { file, contract } = suiteOf(String(path[1]));
    const test = text(result.name) ?? "unnamed";
    const code = number(result.exitcode);
    ranTest(run, contract, test);
    if (code === 0) continue;
    const models = number(result.num_models);
    yield failedTest({
      ...{ run, contract, test, file, verdict: code === 1 ? "refuted" : "undecided" },
      description: [
        Object.hasOwn(OUTCOMES, code ?? -1)
          ? OUTCOMES[code ?? -1]
          : `Halmos ended this test with code ${code ?? "unknown"}.`,
        models !== undefined && models > 0 ? `Counterexamples: ${models}` : undefined,
        modelWords(result.models),
      ],
    });
  }
}

/** Assignments of the counterexamples, as far as the report has them. */
function modelWords(models: Parameters<typeof texts>[0]): string | undefined {
  const lines = [
    ...texts(models),
    ...(Array.isArray(models) ? models : []).flatMap((model) =>
      entries(object(model).model ?? model).map(
        ([name, value]) => `${name} = ${text(value) ?? text(object(value).value) ?? "?"}`,
      ),
    ),
  ];
  return lines.length === 0 ? undefined : lines.slice(0, MOST_LINES).join("\n");
}

const SUITE = /^Running \d+ tests? for (\S+)/;
const TEST = /^\[(PASS|FAIL|TIMEOUT|ERROR|STUCK|REVERT)\w*\]\s+([A-Za-z_$][^ ]*)/;
const COLOURS = /\u001b\[[0-9;]*m/g;

/** Counterexamples stand before the line of their test. */
async function* readText(stream: Readable, run: RunDraft): AsyncGenerator<Draft> {
  let suite: ReturnType<typeof suiteOf> = { file: undefined, contract: undefined };
  let before: string[] = [];
  for await (const raw of readLines(stream)) {
    const line = raw.replace(COLOURS, "");
    const started = SUITE.exec(line)?.[1];
    const [, verdict, test] = TEST.exec(line) ?? [];
    if (started !== undefined) {
      suite = suiteOf(started);
      before = [];
    } else if (verdict !== undefined && test !== undefined) {
      ranTest(run, suite.contract, test);
      if (verdict !== "PASS") {
        const refuted = verdict === "FAIL";
        yield failedTest({
          ...{ run, test, ...suite, verdict: refuted ? "refuted" : "undecided" },
          description: [OUTCOMES[refuted ? 1 : verdict === "TIMEOUT" ? 2 : 5], before.join("\n")],
        });
      }
      before = [];
    } else if (line.trim() !== "" && before.length < MOST_LINES) before.push(line.trim());
  }
}

/** `test/Vault.t.sol:VaultTest` is a file and a contract in it. */
function suiteOf(name: string): { readonly file: string | undefined; readonly contract: string | undefined } {
  const at = name.lastIndexOf(":");
  return at <= 0 ? { file: undefined, contract: name } : { file: name.slice(0, at), contract: name.slice(at + 1) };
}

export const readRuns = runsOf(read);
