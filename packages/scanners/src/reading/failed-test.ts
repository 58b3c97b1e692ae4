import type { Draft, RunDraft } from "./run.ts";

/** A test of a fuzzer, a prover or a suite that did not pass. */
export interface FailedTest {
  readonly run: RunDraft;
  /** Contract that holds the test, where it is known. */
  readonly contract: string | undefined;
  /** Signature or name. */
  readonly test: string;
  readonly file?: string | undefined;
  /**
   * `refuted`: a counterexample was found. `failed`: an ordinary test failed. `undecided`: nothing is known, because
   * the tool gave up or could not begin.
   */
  readonly verdict: "refuted" | "failed" | "undecided";
  readonly description: readonly (string | undefined)[];
}

/** The test's name as a check: what ran and passed proves that it was on. */
export function testDetector(contract: string | undefined, test: string): string {
  const name = test.replace(/\(.*$/s, "");
  return contract === undefined || contract === "" ? name : `${contract}.${name}`;
}

/**
 * The finding of a failed test. A refuted property is grave because it was written to hold always; a failed unit test
 * is a defect of unknown reach. What is undecided is no weakness, but it keeps the run from closing anything.
 */
export function failedTest({ run, contract, test, file, verdict, description }: FailedTest): Draft {
  const detector = testDetector(contract, test);
  const words = { refuted: "does not hold", failed: "fails", undecided: "was not decided" }[verdict];
  if (verdict === "undecided") {
    run.successful = false;
    run.notice({
      kind: "not-scanned",
      ...(file === undefined ? {} : { path: file }),
      reason: `${detector} was not decided`,
    });
  }
  return {
    run,
    detector: verdict === "undecided" ? `${detector} (undecided)` : detector,
    title: `${detector} ${words}`,
    description,
    severity: { refuted: "high", failed: "medium", undecided: "info" }[verdict] as Draft["severity"],
    confidence: verdict === "undecided" ? "low" : "high",
    tags: ["test", ...(verdict === "undecided" ? ["undecided"] : [])],
    file,
    ...(contract === undefined || contract === "" ? {} : { container: contract }),
    callable: test.replace(/\(.*$/s, ""),
    toolId: `${verdict}:${file ?? ""}:${detector}:${test}`,
  };
}

/** Notes that a check ran, whatever came of it. */
export function ranTest(run: RunDraft, contract: string | undefined, test: string): void {
  if (run.detectors === "unknown") run.detectors = new Set();
  run.detectors.add(testDetector(contract, test));
  run.detectors.add(`${testDetector(contract, test)} (undecided)`);
  run.resultsPresent = true;
}
