import { describe, expect, it } from "vitest";
import { type AnswerFacts, answerOf } from "./answer.ts";
import type { ReportFinding, ScannerCoverage } from "./schema.ts";

const NONE = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
const scanner = (state: string): ScannerCoverage => ({
  ...{ scanner: "solhint", title: "solhint", version: "6.2.4", results: 4, sandboxed: true, scan: 7 },
  state,
});
const finding = (over: Partial<ReportFinding>): ReportFinding => ({
  ...{ number: 2, title: "Pool price wins", severity: "critical", state: "confirmed", place: null, owner: "Tomasz" },
  ...{ ageDays: 3, poc: null },
  ...over,
});
const poc = (number: number, verdict: "reproduces" | "does-not-reproduce") => ({
  ...{ number, title: "Exploit", finding: number },
  verdicts: [{ revision: 3, verdict, reason: null }],
});
const entry = (over: Partial<AnswerFacts["ledger"][number]>): AnswerFacts["ledger"][number] => ({
  ...{ number: 4, title: "Delay can be zero", severity: "high", state: "acknowledged", reason: null },
  ...{ until: "2027-02-26T00:00:00.000Z", owner: null },
  ...over,
});

function facts(over: Partial<AnswerFacts> = {}): AnswerFacts {
  return {
    newest: { name: "v1.2.0", number: 3 },
    open: NONE,
    hiddenRestricted: 0,
    openCriticalAndHigh: [],
    ledger: [],
    pocs: [poc(1, "does-not-reproduce")],
    scanners: [scanner("succeeded")],
    late: 0,
    held: 0,
    ...over,
  };
}

describe("would we sleep?", () => {
  it("yes when all that can look has looked and nothing severe is open, with what that rests on", () => {
    expect(answerOf(facts())).toEqual({
      verdict: "yes",
      reasons: [
        { mark: "demonstrated", text: "1 exploit test no longer works on v1.2.0.", finding: null },
        {
          mark: "claimed",
          text: "1 scanner finished on v1.2.0; nothing critical or high is open.",
          finding: null,
        },
      ],
    });
  });

  it("no while something critical or high is open; what came back and works is said first", () => {
    const { verdict, reasons } = answerOf(
      facts({
        open: { ...NONE, critical: 1, high: 4 },
        openCriticalAndHigh: [
          finding({ number: 9, severity: "critical" }),
          finding({ number: 6, severity: "high", poc: "reproduces", owner: null }),
          finding({ number: 2, severity: "high", state: "regressed", poc: "reproduces" }),
          finding({ number: 7, severity: "high" }),
        ],
      }),
    );
    expect(verdict).toBe("no");
    expect(reasons.map(({ finding: number, mark }) => [number, mark])).toEqual([
      [2, "failed"],
      [6, "failed"],
      [9, "claimed"],
    ]);
    expect(reasons[0]?.text).toBe("F-2 Pool price wins: it was fixed and came back, and its exploit works on v1.2.0.");
    expect(reasons[1]?.text).toContain("Nobody owns it.");
    expect(reasons[2]?.text).toContain("2 more are open.");
  });

  it("no when the exploit of a lesser open finding works", () => {
    const answer = answerOf(
      facts({ pocs: [poc(4, "reproduces")], ledger: [entry({ state: "new", severity: "medium" })] }),
    );
    expect(answer.verdict).toBe("no");
    expect(answer.reasons[0]?.text).toBe("F-4 Delay can be zero: medium, and its exploit works on v1.2.0.");
  });

  it("says of an exploit that works what is lived with, without turning the answer", () => {
    const answer = answerOf(facts({ pocs: [poc(4, "reproduces")], ledger: [entry({})] }));
    expect(answer.verdict).toBe("yes");
    expect(answer.reasons[0]).toEqual({
      mark: "failed",
      text: "F-4 Delay can be zero: acknowledged until 26 Feb 2027, and its exploit works on v1.2.0.",
      finding: 4,
    });
  });

  it.each([
    ["before there is code", { newest: null, scanners: [], pocs: [] }, "There is no code"],
    ["before a scanner has finished", { scanners: [scanner("running")] }, "No scanner has finished"],
    ["while a restricted finding is open", { hiddenRestricted: 1 }, "1 restricted finding is open"],
  ])("does not know %s", (_when, over, text) => {
    const answer = answerOf(facts(over));
    expect(answer.verdict).toBe("unknown");
    expect(answer.reasons[0]?.text).toContain(text);
  });

  it("names what is late, what waits and what did not finish", () => {
    const { reasons } = answerOf(facts({ late: 2, held: 1, scanners: [scanner("succeeded"), scanner("failed")] }));
    expect(reasons.map(({ text }) => text)).toEqual([
      "2 promised fixes are late.",
      "1 closing waits for a person.",
      "solhint did not finish on v1.2.0.",
    ]);
  });
});
