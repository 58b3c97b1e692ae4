import type { PocTest, PocVerdict } from "@redoubt/domain/verification";
import { z } from "zod";

/** What one PoC file says about one revision. */
export interface PocOutcome {
  readonly verdict: PocVerdict;
  readonly reason: string | null;
  readonly tests: readonly PocTest[];
  readonly durationMs: number;
  readonly sandboxed: boolean;
}

const Result = z.object({
  status: z.enum(["Success", "Failure", "Skipped"]),
  reason: z.string().nullish(),
  counterexample: z.unknown().optional(),
  decoded_logs: z.array(z.string()).default([]),
});
const Suite = z.object({ test_results: z.record(z.string(), z.unknown()) });
export type TestResult = z.infer<typeof Result> & { readonly name: string };

/** The results of `forge test --json` by test file, relative to the root; throws when the text is no such report. */
export function readTestReport(text: string): Map<string, TestResult[]> {
  // Compiler text may stand before it, and the report is one line.
  const line = text.split("\n").find((candidate) => candidate.startsWith("{"));
  if (line === undefined) throw new Error("forge printed no results");
  const byFile = new Map<string, TestResult[]>();
  for (const [key, value] of Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(line)))) {
    const suite = Suite.safeParse(value);
    if (!suite.success) continue;
    const file = key.slice(0, key.lastIndexOf(":"));
    const results = Object.entries(suite.data.test_results).flatMap(([name, result]): TestResult[] => {
      const parsed = Result.safeParse(result);
      return parsed.success ? [{ ...parsed.data, name }] : [];
    });
    byFile.set(file, [...(byFile.get(file) ?? []), ...results]);
  }
  return byFile;
}

// What the jail refuses says nothing about the weakness: such a test was not run.
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/FFI is disabled/, "it wants to start a program (ffi)"],
  [/could not instantiate forked environment|vm\.create(Select)?Fork/, "it wants a fork of a live chain"],
  [/is not allowed to be accessed for/, "it wants to reach files"],
  [/environment variable .* not found/, "it wants an environment variable"],
  [/no wallets are available|vm\.rpc/, "it wants to reach a chain"],
];
const BEFORE_THE_BODY = new Set(["setUp()", "constructor()", "beforeTestSetup()"]);

/**
 * The verdict of one PoC file: every test passed = reproduces; an assertion or call failed in a test body = does not
 * reproduce; nothing ran, set-up failed, or the jail refused what it needs = error.
 */
export function judge(results: readonly TestResult[]): Pick<PocOutcome, "verdict" | "reason" | "tests"> {
  const tests = results
    .filter(({ name, status }) => status !== "Skipped" && !BEFORE_THE_BODY.has(name))
    .map((result) => ({ name: result.name, passed: result.status === "Success", reason: failureOf(result) }));
  const error = (reason: string) => ({ verdict: "error" as const, reason, tests });
  const before = results.find(({ name, status }) => BEFORE_THE_BODY.has(name) && status === "Failure");
  if (before !== undefined) return error(`${before.name} failed: ${before.reason ?? "without a reason"}`);
  for (const test of tests.filter(({ passed }) => !passed)) {
    const refused = REFUSED.find(([pattern]) => pattern.test(test.reason ?? ""));
    if (refused !== undefined) return error(`${test.name} was not run: ${refused[1]}`);
  }
  if (tests.length === 0) {
    return error(results.some(({ status }) => status === "Skipped") ? "every test was skipped" : "it holds no test");
  }
  const failed = tests.find(({ passed }) => !passed);
  if (failed === undefined) return { verdict: "reproduces", reason: null, tests };
  return { verdict: "does-not-reproduce", reason: `${failed.name}: ${failed.reason ?? "failed"}`, tests };
}

function failureOf(result: TestResult): string | null {
  if (result.status === "Success") return null;
  const example = result.counterexample == null ? "" : ` (with ${JSON.stringify(result.counterexample).slice(0, 500)})`;
  return `${result.reason || "failed without a reason"}${example}`.slice(0, 2000);
}
