import type { Readable } from "node:stream";
import { failedTest, ranTest } from "../../reading/failed-test.ts";
import { readLines } from "../../reading/lines.ts";
import { ReportError } from "../../reading/report-error.ts";
import { type Draft, type OpenRun, runsOf } from "../../reading/run.ts";

const MOST_LINES = 200;
// `⇾ [FAILED] Assertion Test: Contract.method(uint256)`, with the colours of a terminal or without.
const TEST =
  /^\W{0,10}\[(PASSED|FAILED)\]\s+(?:Property|Assertion|Optimization|\w+) Test: (?:([^.(\s]+)\.)?(\S.*?)\s*$/;
const COLOURS = /\u001b\[[0-9;]*m/g;

/** Reads the text that `medusa fuzz` prints or logs: a line for each test, then its call sequence. */
async function* read(stream: Readable, open: OpenRun): AsyncGenerator<Draft> {
  const run = open("medusa", "Medusa");
  let failed: { readonly contract: string | undefined; readonly test: string; readonly lines: string[] } | undefined;
  const close = function* (): Generator<Draft> {
    if (failed === undefined) return;
    const { contract, test, lines } = failed;
    yield failedTest({ run, contract, test, verdict: "refuted", description: [lines.join("\n")] });
    failed = undefined;
  };
  for await (const raw of readLines(stream)) {
    const line = raw.replace(COLOURS, "");
    const [, verdict, contract, test] = TEST.exec(line) ?? [];
    if (verdict !== undefined && test !== undefined) {
      yield* close();
      ranTest(run, contract, test);
      if (verdict === "FAILED") failed = { contract, test, lines: [] };
    } else if (/^\W{0,10}Test summary:/.test(line)) yield* close();
    else if (failed !== undefined && failed.lines.length < MOST_LINES && line.trim() !== "")
      failed.lines.push(line.trim());
  }
  yield* close();
  if (!run.resultsPresent) throw new ReportError("wrong-format", "this is no output of Medusa: it has no test result");
}

export const readRuns = runsOf(read);
