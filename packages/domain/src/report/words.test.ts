import { describe, expect, it } from "vitest";
import type { DiffFinding } from "./risk-snapshot.ts";
import { moveWords, promiseLines, promiseWords, reasonWords, revisionWords, verdictWords } from "./words.ts";

describe("words of reports", () => {
  it("say whether a due date was kept, and by how much", () => {
    const words = [
      promiseWords({ state: "kept", days: 3 }),
      promiseWords({ state: "kept-late", days: 1 }),
      promiseWords({ state: "late", days: 12 }),
      promiseWords({ state: "running", days: 0 }),
      promiseWords({ state: "running", days: 2 }),
    ];
    expect(words).toEqual(["kept", "kept 1 day late", "12 days late", "due today", "2 days left"]);
  });

  it("list as many due dates as there is room for, and sum all of them", () => {
    const line = { finding: 2, title: "Pool", owner: null, dueAt: "2026-11-01T00:00:00.000Z", days: 4 } as const;
    const lines = [
      { ...line, state: "late" as const },
      { ...line, finding: 3, state: "running" as const },
    ];
    expect(promiseLines({ lines, kept: 1, keptLate: 1, late: 1, running: 1 }, 1)).toEqual([
      { what: "F-2 Pool", end: "4 days late", bad: true },
      { what: "4 due dates in all", end: "2 kept, 1 late, 1 running", bad: false },
    ]);
  });

  it("tell a move from one state or severity to another", () => {
    const side: NonNullable<DiffFinding["after"]> = { severity: "high", state: "new", reason: null, until: null };
    const move = (over: Partial<DiffFinding>) =>
      moveWords({ ...{ kind: "decided", number: 2, title: "Pool", before: side, after: side }, ...over });
    expect(move({ after: { ...side, state: "dismissed", reason: "wont-fix" } })).toBe(
      "dismissed as won't fix, was new",
    );
    expect(move({ after: { ...side, state: "acknowledged", until: "2027-02-03T00:00:00.000Z" } })).toBe(
      "acknowledged until 3 Feb 2027, was new",
    );
    expect(move({ kind: "severity-raised", before: { ...side, severity: "low" } })).toBe("was low");
    expect(move({ kind: "left-out", after: null })).toBe("was new");
  });

  it("keep reasons that a later version wrote, and say what did not run", () => {
    expect(reasonWords("of-a-later-version")).toBe("of-a-later-version");
    expect(verdictWords(null)).toBe("not run");
    expect(verdictWords("does-not-reproduce")).toBe("does not reproduce");
    expect(revisionWords(null)).toBe("no revision");
  });
});
