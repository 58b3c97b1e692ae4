import { describe, expect, it } from "vitest";
import { readSnapshot } from "./read-snapshot.ts";
import { namedFindings } from "./named-findings.ts";
import { riskOf, testSnapshot, testSnapshotV1 } from "./testing.ts";

const worst = {
  ...{ number: 2, title: "Pool price wins", severity: "critical" as const, state: "regressed", place: null },
  ...{ owner: null, ageDays: 3, poc: "reproduces" as const },
};

describe("a stored report", () => {
  it("of the older format is read in today's shape, with what follows from what it held", () => {
    const open = { critical: 1, high: 0, medium: 0, low: 0, info: 0 };
    const old = riskOf(readSnapshot(testSnapshotV1({ open, openCriticalAndHigh: [worst] })));
    expect(old).toMatchObject({ format: "redoubt/risk-report@1", ledger: null, diff: null, sheetsOmitted: 1 });
    expect(old.answer.verdict).toBe("no");
    expect(old.answer.reasons[0]).toMatchObject({ mark: "failed", finding: 2 });
    expect(old.decisions.map(({ ask }) => ask)).toEqual(["Give F-2 an owner"]);
  });

  it("of today's format is what was stored", () => {
    const snapshot = testSnapshot({ openCriticalAndHigh: [worst] });
    expect(readSnapshot(structuredClone(snapshot))).toEqual(snapshot);
  });

  it.each([[null], [{}], [{ format: "redoubt/risk-report@9" }], [{ format: "redoubt/finding-report@1" }]])(
    "that is none is refused: %j",
    (stored) => {
      expect(() => readSnapshot(stored)).toThrow();
    },
  );

  it("names every finding that stands in any part of it", () => {
    const entry = {
      title: "t",
      severity: "low" as const,
      state: "new" as const,
      reason: null,
      until: null,
      owner: null,
    };
    const snapshot = testSnapshot({
      openCriticalAndHigh: [worst],
      ledger: { entries: [{ number: 5, ...entry }], omitted: 0 },
      changes: [{ direction: "worse", text: "t", finding: 7 }],
      pocs: [{ number: 1, title: "t", finding: 9, verdicts: [] }],
    });
    expect(namedFindings(snapshot)).toEqual([2, 5, 7, 9]);
  });
});
