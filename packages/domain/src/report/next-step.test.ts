import { describe, expect, it } from "vitest";
import { decideNext, type NextStepFacts } from "./next-step.ts";
import type { ReportFinding } from "./schema.ts";

const NONE = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
const scanner = {
  scanner: "solhint",
  title: "solhint",
  version: "6.2.4",
  state: "succeeded",
  results: 0,
  sandboxed: true,
  scan: 1,
};

function facts(over: Partial<NextStepFacts> = {}): NextStepFacts {
  return {
    hasRevision: true,
    revision: 3,
    scanners: [scanner],
    openCriticalAndHigh: [],
    open: NONE,
    hiddenRestricted: 0,
    running: [],
    ...over,
  };
}

function finding(number: number, over: Partial<ReportFinding> = {}): ReportFinding {
  const rest = { severity: "high", state: "confirmed", place: null, owner: "Ada", ageDays: 1, poc: null } as const;
  return { number, title: "Votes counted twice", ...rest, ...over };
}

describe("decideNext", () => {
  it("asks for code first, and points at the fetch that already runs", () => {
    const none = { hasRevision: false, revision: null, scanners: [] };
    expect(decideNext(facts(none)).action).toEqual({ label: "Add code", href: "source/new" });
    const running = [{ kind: "fetch", href: "source/1" }];
    expect(decideNext(facts({ ...none, running })).action).toEqual({ label: "Watch it", href: "source/1" });
  });

  it("names a finding recorded by hand before any code is there", () => {
    const step = decideNext(
      facts({ hasRevision: false, revision: null, scanners: [], openCriticalAndHigh: [finding(1)] }),
    );
    expect(step.action).toEqual({ label: "Open F-1", href: "finding/F-1" });
  });

  it("asks for the first scan, and points at the one that runs", () => {
    expect(decideNext(facts({ scanners: [] })).action.href).toBe("source/3");
    expect(decideNext(facts({ scanners: [], running: [{ kind: "scan", href: "scan/4" }] })).action.href).toBe("scan/4");
  });

  it.each([
    ["what came back", [finding(1, { poc: "reproduces" }), finding(2, { state: "regressed" })], 2],
    ["then what reproduces", [finding(1, { owner: null }), finding(2, { poc: "reproduces" })], 2],
    ["then what nobody owns", [finding(1), finding(2, { owner: null })], 2],
    ["then the worst", [finding(4), finding(5)], 4],
  ])("takes %s", (_what, openCriticalAndHigh, number) => {
    const step = decideNext(facts({ openCriticalAndHigh }));
    expect(step.finding).toBe(number);
    expect(step.action).toEqual({ label: `Open F-${number}`, href: `finding/F-${number}` });
  });

  it("carries the owner", () => {
    expect(decideNext(facts({ openCriticalAndHigh: [finding(1)] })).owner).toBe("Ada");
    expect(decideNext(facts({ openCriticalAndHigh: [finding(1, { owner: null })] })).text).toContain("nobody has it");
  });

  it("goes on with what is below high, then with what the reader may not see", () => {
    expect(decideNext(facts({ open: { ...NONE, low: 1 } })).text).toBe("Decide on 1 open finding; none is high.");
    expect(decideNext(facts({ hiddenRestricted: 2 })).text).toContain("2 restricted findings are open");
  });

  it("does not call a project clean while it is scanned", () => {
    const step = decideNext(facts({ running: [{ kind: "scan", href: "scan/9" }] }));
    expect(step.text).toBe("Wait for the scan: nothing is open so far.");
    expect(decideNext(facts()).text).toContain("Nothing is open.");
  });
});
