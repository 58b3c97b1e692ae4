import type { FindingGroup, FindingSummary } from "@redoubt/domain/finding";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Board, type BoardShape, partOf, WHOLE } from "./board.ts";

const NOW = new Date("2026-11-28T12:00:00Z");

function finding(number: number, over: Partial<FindingSummary> = {}): FindingSummary {
  return {
    ...{ id: `fnd_${number}`, number, title: `Weakness ${number}`, severity: "medium", confidence: "high" },
    ...{
      state: "new",
      reason: null,
      origin: "scanner",
      reportKey: null,
      scanner: "slither",
      detector: "reentrancy",
      path: null,
    },
    ...{ startLine: null, container: null, callable: null, tags: [], dependency: false, restricted: false },
    ...{ backlog: false, assignee: null, dueAt: null, acknowledgedUntil: null, duplicateOf: null, proposed: null },
    onBranch: null,
    ...{
      snoozedUntil: null,
      project: { slug: "vault", name: "Vault" },
      firstSeenAt: NOW,
      updatedAt: NOW,
      rowVersion: 1,
    },
    ...over,
  } as FindingSummary;
}

const isOpenRow = ({ state }: FindingSummary) => state !== "dismissed";

const board = (over: Partial<BoardShape> = {}) =>
  new Board({ view: "v", grouped: false, sort: "severity", everywhere: false, takes: isOpenRow, ...over });

/** What stands on screen, in a word for each line. */
const shown = (of: Board) =>
  of.lines().map((line) => {
    if (line.kind === "finding") return `F-${of.row(line.id)?.number}`;
    return line.kind === "group" ? `(${line.left}${line.folded ? " folded" : ""})` : line.kind;
  });

function filled(count = 5): Board {
  const made = board();
  made.addPage(
    WHOLE,
    Array.from({ length: count }, (_each, at) => finding(at + 1)),
    null,
  );
  return made;
}

describe("pages", () => {
  it("stand behind each other, with places for what is to come", () => {
    const own = board();
    expect(shown(own)).toEqual(["wait", "wait", "wait"]);
    own.addPage(WHOLE, [finding(1), finding(2)], "next");
    expect(shown(own)).toEqual(["F-1", "F-2", "wait", "wait", "wait"]);
    // A place without a name could not be asked for.
    expect(own.lines().every((line) => line.kind !== "wait" || line.part.length > 0)).toBe(true);
    own.addPage(WHOLE, [finding(2, { title: "again" }), finding(3)], null);
    expect(shown(own)).toEqual(["F-1", "F-2", "F-3"]);
    expect(own.row("fnd_2")?.title).toBe("again");
  });

  it("that could not be read say so where they would stand", () => {
    const own = board();
    own.addPage(WHOLE, [finding(1)], "next");
    own.part(WHOLE).problem = new Error("x");
    own.touch();
    expect(shown(own)).toEqual(["F-1", "problem"]);
  });
});

describe("groups", () => {
  const group = (detector: string, count: number): FindingGroup => ({
    key: { by: "detector", scanner: "slither", detector },
    worst: "high",
    count,
    more: false,
  });

  it("hold their rows, are folded and counted", () => {
    const own = board({ grouped: true });
    own.addGroups([group("a", 2), group("b", 1)], null);
    const [a, b] = own.groups.map((each) => partOf(each.key));
    expect(shown(own)).toEqual(["(2)", "wait", "wait", "(1)", "wait"]);
    own.addPage(a ?? "", [finding(1), finding(2)], null);
    own.addPage(b ?? "", [finding(3)], null);
    expect(shown(own)).toEqual(["(2)", "F-1", "F-2", "(1)", "F-3"]);
    own.fold(a ?? "");
    expect(shown(own)).toEqual(["(2 folded)", "(1)", "F-3"]);
    expect(own.step("fnd_3", -1)).toBe("fnd_3");
    own.fold(a ?? "");
    expect(own.step("fnd_3", -1)).toBe("fnd_2");
    own.hear([{ finding: finding(1, { state: "dismissed", rowVersion: 2 }), listed: false }]);
    expect(shown(own)[0]).toBe("(1)");
    expect(own.loaded()).toEqual(["fnd_1", "fnd_2", "fnd_3"]);
    expect(own.loaded(b)).toEqual(["fnd_3"]);
  });

  it("read more groups when the last one is near", () => {
    const own = board({ grouped: true });
    own.addGroups([group("a", 0)], "next");
    expect(shown(own).at(-1)).toBe("wait");
    own.addGroups([group("a", 3), group("b", 0)], null);
    expect(own.groups.map((each) => each.count)).toEqual([0, 0]);
  });
});

describe("decisions that are not answered yet", () => {
  it("show at once and become what the server says", () => {
    const own = filled();
    const token = own.begin(new Map([["fnd_2", { state: "confirmed" }]]));
    expect(own.row("fnd_2")?.state).toBe("confirmed");
    own.end(token, [finding(2, { state: "confirmed", rowVersion: 2 })]);
    expect(own.row("fnd_2")).toMatchObject({ state: "confirmed", rowVersion: 2 });
  });

  it("leave the list when it does not take them any more, and come back with an undo", () => {
    const own = filled();
    const token = own.begin(new Map([["fnd_2", { state: "dismissed" }]]));
    expect(own.isGone("fnd_2")).toBe(true);
    own.end(token, [finding(2, { state: "dismissed", rowVersion: 2 })]);
    expect([own.isGone("fnd_2"), own.goneCount]).toEqual([true, 1]);
    own.end(own.begin(new Map()), [finding(2, { rowVersion: 3 })]);
    expect([own.isGone("fnd_2"), own.goneCount]).toEqual([false, 0]);
  });

  it("go back when they are refused, to what is known by then", () => {
    const own = filled();
    const token = own.begin(new Map([["fnd_2", { state: "dismissed" }]]));
    own.hear([{ finding: finding(2, { state: "in-progress", rowVersion: 2 }), listed: true }]);
    expect(own.row("fnd_2")).toMatchObject({ state: "dismissed", rowVersion: 2 });
    own.end(token, []);
    expect(own.row("fnd_2")).toMatchObject({ state: "in-progress", rowVersion: 2 });
  });

  it("stack: one that is refused leaves the others", () => {
    const own = filled();
    const [first, second] = [
      own.begin(new Map([["fnd_2", { state: "confirmed" }]])),
      own.begin(new Map([["fnd_2", { assignee: { id: "mem_1", name: "Ines" } }]])),
    ];
    own.end(first, []);
    expect(own.row("fnd_2")).toMatchObject({ state: "new", assignee: { name: "Ines" } });
    own.end(second, []);
    expect(own.row("fnd_2")).toMatchObject({ state: "new", assignee: null });
  });

  it("in any order of answers end in what the server said", () => {
    const states = ["confirmed", "dismissed", "in-progress"] as const;
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ id: fc.integer({ min: 1, max: 3 }), state: fc.constantFrom(...states), taken: fc.boolean() }),
        ),
        fc.array(fc.nat()),
        (deeds, order) => {
          const own = filled(3);
          const truth = new Map<number, string>([1, 2, 3].map((id) => [id, "new"]));
          const open = deeds.map((deed) => ({
            ...deed,
            token: own.begin(new Map([[`fnd_${deed.id}`, { state: deed.state }]])),
          }));
          for (const pick of order) {
            const [deed] = open.splice(pick % Math.max(1, open.length), 1);
            if (deed === undefined) break;
            if (deed.taken) truth.set(deed.id, deed.state);
            own.end(deed.token, deed.taken ? [finding(deed.id, { state: deed.state })] : []);
          }
          for (const deed of open) own.end(deed.token, []);
          for (const [id, state] of truth) expect(own.row(`fnd_${id}`)?.state).toBe(state);
        },
      ),
    );
  });
});

describe("news of others", () => {
  it("change rows in place and move nothing", () => {
    const own = filled();
    own.hear([
      { finding: finding(3, { severity: "critical", rowVersion: 2 }), listed: true },
      { finding: finding(4, { state: "resolved", rowVersion: 2 }), listed: false },
    ]);
    expect(shown(own)).toEqual(["F-1", "F-2", "F-3", "F-4", "F-5"]);
    expect(own.row("fnd_3")?.severity).toBe("critical");
    expect(own.isGone("fnd_4")).toBe(true);
    own.hear([{ finding: finding(4, { rowVersion: 3 }), listed: true }]);
    expect(own.isGone("fnd_4")).toBe(false);
  });

  it("that are older than what is known are passed over", () => {
    const own = filled();
    own.hear([{ finding: finding(3, { state: "confirmed", rowVersion: 5 }), listed: true }]);
    own.hear([{ finding: finding(3, { state: "new", rowVersion: 4 }), listed: true }]);
    expect(own.row("fnd_3")?.state).toBe("confirmed");
  });

  it("wait when they belong above what is read, and come by themselves below", () => {
    const own = board();
    own.addPage(WHOLE, [finding(1, { severity: "high" }), finding(2)], "next");
    own.hear([
      { finding: finding(8, { severity: "critical" }), listed: true },
      { finding: finding(9), listed: true },
      { finding: finding(7, { severity: "critical" }), listed: false },
    ]);
    expect([...own.waiting]).toEqual(["fnd_8"]);
    own.hear([{ finding: finding(8, { severity: "critical" }), listed: false }]);
    expect(own.waiting.size).toBe(0);
    own.addPage(WHOLE, [finding(9)], null);
    own.hear([{ finding: finding(10, { severity: "info" }), listed: true }]);
    expect([...own.waiting]).toEqual(["fnd_10"]);
  });
});

describe("the cursor", () => {
  it("goes from row to row and stops at the ends", () => {
    const own = filled(3);
    expect(own.step(null, 1)).toBe("fnd_1");
    expect(own.step("fnd_1", 1)).toBe("fnd_2");
    expect(own.step("fnd_3", 1)).toBe("fnd_3");
    expect(own.step("fnd_1", -1)).toBe("fnd_1");
    expect(own.step("fnd_none", 1)).toBe("fnd_1");
  });

  it("leaves what is done for what is next, or for what was before", () => {
    const own = filled(4);
    own.hear([{ finding: finding(3, { state: "resolved", rowVersion: 2 }), listed: false }]);
    expect(own.after(new Set(["fnd_2"]), "fnd_2")).toBe("fnd_4");
    expect(own.after(new Set(["fnd_4"]), "fnd_4")).toBe("fnd_2");
    expect(own.after(new Set(["fnd_1", "fnd_2", "fnd_4"]), "fnd_4")).toBe("fnd_4");
  });
});

describe("a hundred thousand rows", () => {
  it("are arranged once for each change", () => {
    const own = filled(100_000);
    const lines = own.lines();
    expect(lines).toHaveLength(100_000);
    expect(own.lines()).toBe(lines);
    own.begin(new Map([["fnd_50000", { state: "confirmed" }]]));
    expect(own.lines()).toHaveLength(100_000);
    expect(own.indexOf("fnd_50000")).toBe(49_999);
  });
});
