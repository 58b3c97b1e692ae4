import type { Decision, FindingSummary } from "@redoubt/domain/finding";
import { describe, expect, it } from "vitest";
import { changeOf, chunksOf, doneWords, sendApart, splitByAllowed } from "./outcome.ts";

const row = (number: number, over: Partial<FindingSummary> = {}) =>
  ({
    id: `fnd_${number}`,
    number,
    state: "new",
    severity: "medium",
    proposed: null,
    project: { slug: "vault", name: "" },
    ...over,
  }) as FindingSummary;
const dismiss: Decision = { command: "dismiss", reason: "by-design", comment: "meant so" };
const acknowledge: Decision = {
  command: "acknowledge",
  reason: "x",
  owner: "mem",
  until: new Date("2026-12-24T12:00:00Z"),
};

describe("what a decision will make of a row", () => {
  it("is told by the one machine", () => {
    expect(changeOf(row(1), dismiss, null)).toMatchObject({ state: "dismissed", reason: "by-design" });
    expect(changeOf(row(1), { command: "confirm" }, null)).toMatchObject({ state: "confirmed", reason: null });
    expect(changeOf(row(1), { command: "duplicate", of: 7 }, null)).toMatchObject({
      state: "duplicate",
      duplicateOf: 7,
    });
    expect(changeOf(row(1, { state: "dismissed" }), dismiss, null)).toEqual({});
  });

  it("is a proposal from the set severity up", () => {
    expect(changeOf(row(1, { severity: "high" }), dismiss, "high")).toEqual({ proposed: "dismiss" });
    expect(changeOf(row(1, { severity: "critical" }), acknowledge, "high")).toEqual({ proposed: "acknowledge" });
    expect(changeOf(row(1, { severity: "critical" }), { command: "confirm" }, "high")).toMatchObject({
      state: "confirmed",
    });
    expect(changeOf(row(1), dismiss, "high")).toMatchObject({ state: "dismissed" });
  });
});

describe("a decision on many", () => {
  const triage = new Set(["finding:triage"]);

  it("is sent for those that it fits and that one may decide on", () => {
    const rows = [row(1), row(2, { severity: "high" }), row(3, { state: "resolved" })];
    const { send, failed } = splitByAllowed(rows, dismiss, triage);
    expect(send.map(({ number }) => number)).toEqual([1]);
    expect(failed.map(({ finding, code }) => [finding.number, code])).toEqual([
      [2, "finding.severe-dismissal"],
      [3, "finding.not-allowed-now"],
    ]);
    expect(splitByAllowed(rows, acknowledge, triage).failed[0]?.code).toBe("finding.acknowledge-forbidden");
  });

  it("goes on without those that are refused by name", async () => {
    const sent: number[][] = [];
    const refused = new Map([
      [2, "finding.stale"],
      [4, "finding.not-found"],
    ]);
    const { answered, failed } = await sendApart(
      [1, 2, 3, 4].map((number) => row(number)),
      async (rows) => {
        sent.push(rows.map(({ number }) => number));
        const bad = rows.find(({ number }) => refused.has(number));
        if (bad !== undefined) throw bad.number;
        return rows;
      },
      (error) => ({ code: refused.get(error as number) ?? "", message: `no ${error}`, number: error as number }),
    );
    expect(sent).toEqual([
      [1, 2, 3, 4],
      [1, 3, 4],
      [1, 3],
    ]);
    expect(answered.map(({ number }) => number)).toEqual([1, 3]);
    expect(failed.map(({ finding, message }) => [finding.number, message])).toEqual([
      [2, "no 2"],
      [4, "no 4"],
    ]);
  });

  it("ends when nobody is named", async () => {
    let tries = 0;
    const { answered, failed } = await sendApart(
      [row(1), row(2)],
      async () => {
        tries += 1;
        throw new Error("down");
      },
      () => ({ code: "unreachable", message: "down", number: null }),
    );
    expect([tries, answered.length, failed.length]).toEqual([1, 0, 2]);
  });

  it("is sent in small parts of one project each", () => {
    const rows = [row(1), row(2, { project: { slug: "b", name: "" } }), row(3), row(4)];
    expect(chunksOf(rows, 2).map((part) => part.map(({ number }) => number))).toEqual([[1, 3], [4], [2]]);
    expect(chunksOf([], 2)).toEqual([]);
  });
});

describe("what was done", () => {
  it("is said with number and reason", () => {
    expect(doneWords(dismiss, [row(12)])).toBe("Dismissed F-12: by design.");
    expect(doneWords({ command: "confirm" }, [row(1), row(2)])).toBe("Confirmed 2 findings.");
    expect(doneWords(acknowledge, [row(3)])).toBe("Acknowledged F-3 until 24 Dec 2026.");
    expect(doneWords(dismiss, [row(12, { proposed: "dismiss" })])).toBe(
      "Proposed to dismiss F-12 as by design. A second person confirms it.",
    );
    expect(doneWords(dismiss, [row(1, { proposed: "dismiss" }), row(2)])).toBe(
      "Dismissed 2 findings: by design. For 1 a second person has to confirm it.",
    );
  });
});
