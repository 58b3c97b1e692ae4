import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DISMISS_REASONS, FINDING_STATES, isOpen, SEVERITIES } from "../finding/index.ts";
import { diffFindings, diffReports } from "./diff.ts";
import { upgradeRiskSnapshot } from "./read-snapshot.ts";
import type { DiffFinding, LedgerEntry, RiskSnapshot } from "./risk-snapshot.ts";
import { testSnapshot, testSnapshotV1 } from "./testing.ts";

const entry = (over: Partial<LedgerEntry> & { number: number }): LedgerEntry => ({
  ...{ title: `Finding ${over.number}`, severity: "high", state: "new", reason: null, until: null, owner: null },
  ...over,
});
const kinds = (from: LedgerEntry[], to: LedgerEntry[]) =>
  diffFindings(from, to).map(({ kind, number }) => `${kind} ${number}`);

const Entry = fc.record({
  number: fc.integer({ min: 1, max: 12 }),
  title: fc.constantFrom("Votes counted twice", "Delay can be set to zero"),
  severity: fc.constantFrom(...SEVERITIES),
  state: fc.constantFrom(...FINDING_STATES),
  reason: fc.constantFrom(null, ...DISMISS_REASONS),
  until: fc.constantFrom(null, "2027-01-01T00:00:00.000Z", "2027-02-01T00:00:00.000Z"),
  owner: fc.constantFrom(null, "Ines Kovač"),
}) satisfies fc.Arbitrary<LedgerEntry>;
const Entries = fc.uniqueArray(Entry, { selector: ({ number }) => number, maxLength: 12 });

/** What the earlier list becomes when every difference is carried out. */
function apply(from: readonly LedgerEntry[], diff: readonly DiffFinding[]): Map<number, string> {
  const states = new Map(from.map(({ number, state, severity }) => [number, `${state} ${severity}`]));
  for (const { number, after } of diff) {
    if (after === null) states.delete(number);
    else states.set(number, `${after.state} ${after.severity}`);
  }
  return states;
}

describe("the difference between two lists of findings", () => {
  it("is nothing for a list and itself", () => {
    fc.assert(
      fc.property(Entries, (list) => {
        expect(diffFindings(list, list)).toEqual([]);
      }),
    );
  });

  it("does not depend on the order of the lists", () => {
    fc.assert(
      fc.property(Entries, Entries, (from, to) => {
        expect(diffFindings(from.toReversed(), to.toReversed())).toEqual(diffFindings(from, to));
      }),
    );
  });

  it("turns the earlier list into the later one when it is carried out", () => {
    fc.assert(
      fc.property(Entries, Entries, (from, to) => {
        const expected = new Map(to.map(({ number, state, severity }) => [number, `${state} ${severity}`]));
        expect(apply(from, diffFindings(from, to))).toEqual(expected);
      }),
    );
  });

  it("tells of each finding one change of state and one of severity at most", () => {
    fc.assert(
      fc.property(Entries, Entries, (from, to) => {
        const diff = diffFindings(from, to);
        const severity = diff.filter(({ kind }) => kind.startsWith("severity"));
        const state = diff.filter(({ kind }) => !kind.startsWith("severity"));
        for (const list of [severity, state]) expect(new Set(list.map(({ number }) => number)).size).toBe(list.length);
      }),
    );
  });

  it("never calls news what was open before, nor open what is not", () => {
    fc.assert(
      fc.property(Entries, Entries, (from, to) => {
        for (const { kind, before, after } of diffFindings(from, to)) {
          if (kind === "opened") expect(before).toBeNull();
          if (kind === "reopened") expect(before !== null && isOpen(before.state)).toBe(false);
          if (["opened", "reopened", "regressed", "progressed"].includes(kind))
            expect(after !== null && isOpen(after.state)).toBe(true);
          if (["closed", "not-observed", "decided"].includes(kind))
            expect(after !== null && isOpen(after.state)).toBe(false);
        }
      }),
    );
  });

  it("names what came back before what is new, and what was fixed before what was decided", () => {
    const from = [entry({ number: 1, state: "resolved" }), entry({ number: 2 }), entry({ number: 3 })];
    const to = [
      entry({ number: 1, state: "regressed" }),
      entry({ number: 2, state: "resolved" }),
      entry({ number: 3, state: "dismissed", reason: "by-design" }),
      entry({ number: 4, severity: "low" }),
      entry({ number: 5, severity: "critical" }),
    ];
    expect(kinds(from, to)).toEqual(["regressed 1", "opened 5", "opened 4", "closed 2", "decided 3"]);
  });

  it("tells a renewed acknowledgement and another reason, which leave the state as it is", () => {
    const before = entry({ number: 1, state: "acknowledged", until: "2027-01-01T00:00:00.000Z" });
    expect(kinds([before], [{ ...before, until: "2027-06-01T00:00:00.000Z" }])).toEqual(["decided 1"]);
    const aside = entry({ number: 2, state: "dismissed", reason: "by-design" });
    expect(kinds([aside], [{ ...aside, reason: "wont-fix" }])).toEqual(["decided 2"]);
  });

  it("tells a raised and a lowered severity beside the state", () => {
    const high = entry({ number: 1 });
    expect(kinds([high], [{ ...high, severity: "critical" }])).toEqual(["severity-raised 1"]);
    expect(kinds([high], [{ ...high, severity: "low", state: "resolved" }])).toEqual([
      "severity-lowered 1",
      "closed 1",
    ]);
  });

  it("says what is no longer listed instead of calling it fixed", () => {
    expect(kinds([entry({ number: 1 })], [])).toEqual(["left-out 1"]);
  });
});

describe("the difference between two reports", () => {
  const poc = (number: number, verdict: "reproduces" | "does-not-reproduce" | null) => ({
    ...{ number, title: "Pool price", finding: 2 },
    verdicts: [{ revision: 3, verdict, reason: null }],
  });
  const older = testSnapshot({ number: 1, pocs: [poc(1, "does-not-reproduce"), poc(2, "reproduces")] });

  it("puts the earlier one first, however they are given", () => {
    const newer = testSnapshot({ number: 2 });
    expect(diffReports(newer, older)).toEqual(diffReports(older, newer));
    expect(diffReports(newer, older).from.number).toBe(1);
  });

  it("compares verdicts on the newest revision of each, and says when a PoC is gone", () => {
    const newer = testSnapshot({ number: 2, pocs: [poc(1, "reproduces"), poc(3, null)] });
    expect(diffReports(older, newer).pocs).toEqual([
      { poc: 1, title: "Pool price", finding: 2, before: "does-not-reproduce", after: "reproduces" },
      { poc: 2, title: "Pool price", finding: 2, before: "reproduces", after: null },
    ]);
  });

  it("tells scanners that failed or were added, and places that are no longer looked at", () => {
    const scanner = (title: string, state: string) => ({
      ...{ scanner: title, title, state, version: null, results: 0, sandboxed: true, scan: 1 },
    });
    const gap = (what: string) => ({ scanner: "solhint", what, places: 1, reason: "does not compile" });
    const from = testSnapshot({ number: 1, scanners: [scanner("solhint", "succeeded")], notScanned: [gap("a")] });
    const to = testSnapshot({
      number: 2,
      scanners: [scanner("solhint", "failed"), scanner("secretlint", "succeeded")],
      notScanned: [gap("b")],
    });
    const diff = diffReports(from, to);
    expect(diff.scanners).toEqual([
      { title: "solhint", before: "succeeded", after: "failed" },
      { title: "secretlint", before: null, after: "succeeded" },
    ]);
    expect([diff.gapsOpened.map(({ what }) => what), diff.gapsClosed.map(({ what }) => what)]).toEqual([["b"], ["a"]]);
  });

  it("says that it is not complete when one report lists only its worst", () => {
    const old = upgradeRiskSnapshot(testSnapshotV1({ number: 1 }));
    expect(diffReports(old, older).complete).toBe(false);
    expect(diffReports(testSnapshot({ number: 1 }), testSnapshot({ number: 2 })).complete).toBe(true);
    const cut: RiskSnapshot = testSnapshot({ number: 2, ledger: { entries: [], omitted: 4 } });
    expect(diffReports(older, cut).complete).toBe(false);
  });
});
