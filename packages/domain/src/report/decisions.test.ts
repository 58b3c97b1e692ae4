import { describe, expect, it } from "vitest";
import { type DecisionFacts, requestDecisions } from "./decisions.ts";

const now = new Date("2026-11-12T14:00:00.000Z");
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const dated = (number: number, at: Date) => ({ number, title: `Finding ${number}`, owner: "Tomasz Brandt", at });
const unowned = (number: number) => ({
  ...{ number, title: `Finding ${number}`, severity: "high" as const, state: "new", place: null, owner: null },
  ...{ ageDays: 1, poc: null },
});
const facts = (over: Partial<DecisionFacts> = {}): DecisionFacts => ({
  ...{ now, openCriticalAndHigh: [], late: [], acknowledged: [], holds: [], pocs: [], newest: null },
  ...over,
});

describe("decisions requested", () => {
  it("are none where nothing waits", () => {
    expect(requestDecisions(facts())).toEqual([]);
  });

  it("come in the order of their urgency, with dates where there are some", () => {
    const requested = requestDecisions(
      facts({
        late: [dated(1, inDays(-41))],
        openCriticalAndHigh: [unowned(2), { ...unowned(3), owner: "Ines Kovač" }],
        holds: [{ scan: 4, title: "solhint", findings: 12 }],
        newest: { number: 3, name: "v1.2.0", commit: null },
        pocs: [
          {
            ...{ number: 8, title: "Swap", finding: 5 },
            verdicts: [{ revision: 3, verdict: "error", reason: "does not compile" }],
          },
          { number: 9, title: "Old", finding: 6, verdicts: [{ revision: 2, verdict: "error", reason: null }] },
        ],
        acknowledged: [dated(6, inDays(29)), dated(7, inDays(31))],
      }),
    );
    expect(requested.map(({ kind, ask }) => [kind, ask])).toEqual([
      ["overdue", "Set a new date for F-1, or stop what it blocks"],
      ["owner", "Give F-2 an owner"],
      ["hold", "Confirm or refuse 12 closings of scan 4"],
      ["poc-error", "Repair PoC 8, or give it up"],
      ["acknowledgement", "Fix F-6, or acknowledge it again"],
    ]);
    expect(requested[0]).toMatchObject({ why: "Finding 1. 41 days late, with Tomasz Brandt.", findings: [1] });
    expect(requested[0]?.by).toBe(inDays(-41).toISOString());
    expect(requested[3]?.why).toContain("cannot run on v1.2.0: does not compile");
  });

  it("put many of one kind into one row that names all of them", () => {
    const many = [1, 2, 3, 4, 5, 6].map(unowned);
    const [row, ...rest] = requestDecisions(facts({ openCriticalAndHigh: many }));
    expect(rest).toEqual([]);
    expect(row).toMatchObject({
      ask: "Give 6 critical and high findings an owner",
      why: "F-1, F-2, F-3, F-4, F-5 and 1 more. Nobody has them.",
      findings: [1, 2, 3, 4, 5, 6],
    });
  });

  it("speak of what has passed already, and of today", () => {
    const rows = requestDecisions(facts({ acknowledged: [dated(6, inDays(-1))], late: [dated(1, inDays(-0.2))] }));
    expect(rows.map(({ kind }) => kind)).toEqual(["overdue", "acknowledgement"]);
    expect(rows[0]?.why).toContain("Due today");
  });
});
