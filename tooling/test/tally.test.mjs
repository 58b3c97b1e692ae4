import { describe, expect, test } from "vitest";
import { add, NOTHING, tallyPlaywright, tallyVitest } from "./tally.mjs";

describe("tally of vitest", () => {
  const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };

  test("counts what the report says", () => {
    expect(tallyVitest(report, 0)).toEqual({ passed: 3, failed: 0, skipped: 2 });
  });

  test("a file that broke before its first test is a failure", () => {
    const testResults = [{ status: "failed", assertionResults: [] }];
    expect(tallyVitest({ ...report, testResults }, 1).failed).toBe(1);
  });

  test("a failed test is counted once, not again for its file", () => {
    const testResults = [{ status: "failed", assertionResults: [{ status: "failed" }] }];
    expect(tallyVitest({ ...report, numFailedTests: 1, testResults }, 1).failed).toBe(1);
  });

  test("an exit code that no count explains is a failure", () => {
    expect(tallyVitest(report, 1).failed).toBe(1);
  });
});

test("tally of playwright: flaky tests passed, errors outside of tests failed", () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
  expect(tallyPlaywright({ stats, errors: [{}] }, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test("tallies add up", () => {
  expect(add({ passed: 1, failed: 2, skipped: 3 }, add(NOTHING, { passed: 1, failed: 0, skipped: 0 }))).toEqual({
    passed: 2,
    failed: 2,
    skipped: 3,
  });
});
