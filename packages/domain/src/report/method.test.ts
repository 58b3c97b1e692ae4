import { describe, expect, it } from "vitest";
import { describeLimits, describeMethod, describeSummary } from "./method.ts";
import type { ScannerCoverage } from "./schema.ts";

const NONE = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

function scanner(over: Partial<ScannerCoverage> = {}): ScannerCoverage {
  const rest = { version: "6.2.4", state: "succeeded", results: 4, sandboxed: true, scan: 1 };
  return { scanner: "solhint", title: "solhint", ...rest, ...over };
}

describe("describeMethod", () => {
  it("names only scanners that finished, with their versions", () => {
    const [first] = describeMethod([scanner(), scanner({ title: "forge lint", state: "failed" })]);
    expect(first).toBe("Scanners that finished on the newest revision: solhint 6.2.4.");
    expect(describeMethod([])[0]).toBe("No scanner has finished on the newest revision.");
  });
});

describe("describeLimits", () => {
  const facts = { scanners: [scanner()], notScanned: [], pocs: 1, hiddenRestricted: 0, backlog: 0 };

  it("always ends with what nothing here watches", () => {
    expect(describeLimits(facts)).toHaveLength(2);
    expect(describeLimits(facts)[0]).toMatch(/^Keys, signers/);
  });

  it("counts places, not lines, that were not scanned", () => {
    const gap = { scanner: "forge lint", what: "a, b, c and 2 more", places: 5, reason: "does not compile" };
    expect(describeLimits({ ...facts, notScanned: [gap] })[0]).toBe(
      "5 places were not scanned; each reason is listed.",
    );
    expect(describeLimits({ ...facts, notScanned: [{ ...gap, places: 1 }] })[0]).toMatch(/^1 place was/);
  });

  it("admits missing scans, missing exploits, missing jails and what it hides", () => {
    const limits = describeLimits({
      scanners: [scanner({ sandboxed: false })],
      notScanned: [],
      pocs: 0,
      hiddenRestricted: 1,
      backlog: 0,
    });
    expect(limits.slice(0, 3)).toEqual([
      "1 scanner ran under resource limits alone, because this host has no jail.",
      "No exploit test is attached: nothing here is shown by execution to be exploitable, or fixed.",
      "1 restricted finding is counted here and described nowhere.",
    ]);
    expect(describeLimits({ ...facts, backlog: 2 })[0]).toBe(
      "2 findings in older code are in the backlog and not counted as open.",
    );
    expect(describeLimits({ ...facts, scanners: [] })[0]).toBe("No scanner has looked at the newest revision.");
  });
});

describe("describeSummary", () => {
  it.each([
    [NONE, "No finding is open in the project's own code."],
    [{ ...NONE, critical: 1 }, "1 critical finding is open, with 0 medium, 0 low and 0 informational ones."],
    [
      { ...NONE, critical: 1, high: 2, low: 3 },
      "1 critical and 2 high findings are open, with 0 medium, 3 low and 0 informational ones.",
    ],
    [{ ...NONE, medium: 2 }, "No critical or high finding is open; 2 medium, 0 low and 0 informational ones are."],
  ])("agrees with its numbers", (open, sentence) => {
    expect(describeSummary(open, 0)).toEqual([sentence]);
  });

  it("says what reproduces today", () => {
    expect(describeSummary(NONE, 1)[1]).toMatch(/^1 exploit test reproduces/);
    expect(describeSummary(NONE, 3)[1]).toMatch(/^3 exploit tests reproduce /);
  });
});
