// Counts of the runners' own reports. What a runner does not account for is a failure, never a silent success.
import { existsSync, readFileSync } from "node:fs";

export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

export function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** An exit code that says failure where the counts say success: an error outside of any test. */
const withExit = (tally, code) => (code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally);

/** A file that fails before its first test has no failed test, but counts as one. */
export function tallyVitest(report, code) {
  const broken = (report.testResults ?? []).filter(
    (file) => file.status === "failed" && !file.assertionResults.some((one) => one.status === "failed"),
  );
  const tally = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
  return withExit(tally, code);
}

/** A flaky test has passed, at its second try. */
export function tallyPlaywright(report, code) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const tally = { passed: expected + flaky, failed: unexpected + (report.errors?.length ?? 0), skipped };
  return withExit(tally, code);
}

const read = (file, code, tally) =>
  existsSync(file) ? tally(JSON.parse(readFileSync(file, "utf8")), code) : withExit(NOTHING, code);

export const readVitest = (file, code) => read(file, code, tallyVitest);
export const readPlaywright = (file, code) => read(file, code, tallyPlaywright);
