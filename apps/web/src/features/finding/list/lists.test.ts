import { FindingFilters, SavedList } from "@redoubt/domain/finding";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFilter, takeFilters, typingAt, withoutValue, wordsOf } from "./filter-grammar.ts";
import {
  filtersOf,
  isCountable,
  isNarrowed,
  leftOut,
  listQuery,
  type ListState,
  loadListState,
  PLAIN_LIST,
  savedListOf,
  stateOfSaved,
} from "./list-state.ts";
import { stateOfView, VIEWS, viewOf } from "./views.ts";

const PEOPLE = [
  { id: `mem_${"a".repeat(32)}`, name: "Ines Kovač" },
  { id: `mem_${"b".repeat(32)}`, name: "Tomasz Brandt" },
];
const take = (text: string, done = true, state: ListState = PLAIN_LIST) => takeFilters(state, text, done, PEOPLE);

describe("typed filters", () => {
  it("narrow the list, one by one and with several values", () => {
    expect(take("severity:high,critical path:src/vault")).toEqual({
      patch: { severity: ["critical", "high"], path: ["src/vault"] },
      rest: "",
      problem: null,
    });
    expect(take("severity:low", true, { ...PLAIN_LIST, severity: ["high"] }).patch).toEqual({
      severity: ["high", "low"],
    });
    expect(take("assignee:ines").patch).toEqual({ assignee: [PEOPLE[0]?.id] });
    expect(take("assignee:me,tomasz").patch).toEqual({ assignee: ["me", PEOPLE[1]?.id] });
    expect(take("cwe:841,SCWE-046").patch).toEqual({ cwe: ["CWE-841", "SCWE-046"] });
    expect(take('detector:"unchecked call"').patch).toEqual({ detector: ["unchecked call"] });
    expect(take("due:overdue dependency:shown ref:main").patch).toEqual({
      due: "overdue",
      dependency: "shown",
      ref: "main",
    });
    expect(take("due:2026-12-24").patch).toEqual({ due: "2026-12-24" });
  });

  it("give the usual state up for the one that is asked for", () => {
    expect(take("state:new").patch).toEqual({ state: ["new"] });
    expect(take("state:new state:confirmed").patch).toEqual({ state: ["new", "confirmed"] });
    expect(take("-state:new").patch).toEqual({ not: ["state:new"] });
  });

  it("leave out with a minus", () => {
    expect(take("-severity:info -path:lib/,test/").patch).toEqual({
      not: ["severity:info", "path:lib/", "path:test/"],
    });
    expect(take("-due:week").problem).toBe("due cannot be left out");
  });

  it("say what is wrong and stay in the field", () => {
    for (const [text, words] of [
      ["severity:terrible", "severity is one or more of"],
      ["state:gone", "state is one or more of"],
      ["assignee:nobody-here", "assignee is me, none or the name"],
      ["cwe:x", "cwe is a class"],
      ["due:someday", "due is overdue, week, none"],
      ["dependency:maybe", "dependency is folded, shown or only"],
    ] as const) {
      const taken = take(text);
      expect(taken.problem, text).toContain(words);
      expect(taken).toMatchObject({ patch: {}, rest: text });
    }
  });

  it("count once a space stands behind them, words never", () => {
    expect(take("severity:hi", false)).toEqual({ patch: {}, rest: "severity:hi", problem: null });
    expect(take("severity:high ", false).patch).toEqual({ severity: ["high"] });
    expect(take("reentrant severity:high call", false).rest).toBe("reentrant call");
    expect(take("http://x y:z").patch).toEqual({});
    expect(wordsOf("reentrant severity:high -path:li")).toBe("reentrant");
    expect(wordsOf("y:z severity")).toBe("y:z severity");
  });

  it("are known while they are typed", () => {
    expect(typingAt("foo sev")).toMatchObject({ from: 4, not: false, key: null, value: "sev" });
    expect(typingAt("foo -severity:high,cr")).toMatchObject({
      from: 4,
      not: true,
      key: "severity",
      value: "cr",
      before: ["high"],
    });
    expect(typingAt("")).toMatchObject({ from: 0, key: null, value: "" });
    expect(typingAt("path:")).toMatchObject({ key: "path", value: "" });
    expect(typingAt("-")).toMatchObject({ not: true, key: null, value: "" });
    expect(typingAt("y:z")).toMatchObject({ key: null, value: "y:z" });
  });

  it("can be taken away value by value", () => {
    const state = { ...PLAIN_LIST, severity: ["high" as const, "low" as const], not: ["path:lib/"] };
    expect(withoutValue(state, "severity", "high", false)).toEqual({ severity: ["low"] });
    expect(withoutValue(state, "path", "lib/", true)).toEqual({ not: [] });
    expect(withoutValue({ ...PLAIN_LIST, state: ["new"] }, "state", "new", false)).toEqual({ state: ["open"] });
  });

  it("never break the list, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("severity", "path", "assignee", "due", "cwe", "x"), (text, key) => {
        for (const typed of [text, `${key}:${text}`, `-${key}:"${text}"`]) {
          const { patch } = take(typed);
          expect(FindingFilters.safeParse(filtersOf({ ...PLAIN_LIST, ...patch })).success).toBe(true);
          typingAt(typed);
          wordsOf(typed);
        }
      }),
    );
  });
});

describe("the address of a list", () => {
  it("is read as it was written", () => {
    const state: ListState = {
      ...PLAIN_LIST,
      ...{
        q: "a, b&c",
        severity: ["high"],
        state: ["any"],
        path: ["src/a,b.sol", "lib/"],
        not: ["path:x,y", "severity:info"],
      },
      ...{ group: "detector", sort: "updated", due: "week", assignee: ["me"], proposed: true },
    };
    const params = Object.fromEntries(new URLSearchParams(listQuery(state)));
    expect(loadListState(params)).toEqual(state);
    expect(listQuery(PLAIN_LIST)).toBe("");
  });

  it("passes over what is no filter", () => {
    const state = {
      ...PLAIN_LIST,
      assignee: ["mem_x", "me"],
      cwe: ["nonsense", "cwe-20"],
      due: "never",
      not: ["x:y", "severity:z", "path:"],
    };
    expect(filtersOf(state)).toMatchObject({ assignee: ["me"], cwe: ["CWE-20"] });
    expect(filtersOf(state)).not.toHaveProperty("due");
    expect(filtersOf(state)).not.toHaveProperty("not");
    expect(leftOut(["path:a:b"])).toEqual({ path: ["a:b"] });
  });
});

describe("views", () => {
  it("are recognised in the list that they open, and only there", () => {
    for (const view of VIEWS) expect(viewOf(view.list)?.id).toBe(view.id);
    expect(viewOf({ ...PLAIN_LIST, group: "file" })?.id).toBe("open");
    expect(viewOf({ ...PLAIN_LIST, q: "x" })).toBe(null);
    expect(
      stateOfView(VIEWS[1] ?? { id: "", label: "", list: PLAIN_LIST }, { ...PLAIN_LIST, group: "file" }),
    ).toMatchObject({
      state: ["new"],
      group: "file",
    });
  });

  it("come back from what was saved as they were", () => {
    for (const { list } of VIEWS) {
      const saved = SavedList.parse(savedListOf(list));
      expect(stateOfSaved(saved)).toEqual(list);
    }
    const narrowed = { ...PLAIN_LIST, not: ["path:lib/"], detector: ["a"], group: "file" as const };
    expect(stateOfSaved(SavedList.parse(savedListOf(narrowed)))).toEqual(narrowed);
  });
});

describe("what the kept counts can answer", () => {
  it("are states and severities alone", () => {
    expect(isCountable({ ...PLAIN_LIST, severity: ["high"], state: ["new"] })).toBe(true);
    for (const over of [{ q: "x" }, { path: ["a"] }, { due: "week" }, { not: ["severity:info"] }, { proposed: true }]) {
      expect(isCountable({ ...PLAIN_LIST, ...over }), JSON.stringify(over)).toBe(false);
      expect(isNarrowed({ ...PLAIN_LIST, ...over })).toBe(true);
    }
    expect(isNarrowed(PLAIN_LIST)).toBe(false);
    expect(isNarrowed({ ...PLAIN_LIST, state: ["new"] })).toBe(true);
    expect(readFilter(PLAIN_LIST, { not: false, key: "snoozed", value: "only" }, [])).toEqual({ snoozed: "only" });
  });
});
