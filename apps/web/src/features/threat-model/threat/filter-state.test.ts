import { expect, it } from "vitest";
import { isNarrowed, threatQuery, threatsInput } from "./filter-state.ts";

const ALL = { state: null, q: "", on: null, class: null, entry: null };

it("asks for everything when the address says nothing", () => {
  expect(threatsInput(ALL)).toEqual({ states: [], text: "", limit: 500 });
  expect([isNarrowed(ALL), isNarrowed({ ...ALL, q: " " })]).toEqual([false, false]);
});

it("asks for what the address says", () => {
  const filters = { ...ALL, state: "open", q: " price ", class: "oracle-price", entry: "TH-01" } as const;
  expect(threatsInput(filters)).toEqual({
    ...{ states: ["open"], text: "price", limit: 500, classId: "oracle-price", catalogueKey: "TH-01" },
  });
  expect([isNarrowed(filters), isNarrowed({ ...ALL, on: "elm_1" })]).toEqual([true, true]);
});

it("writes the address of a narrowed list", () => {
  expect(threatQuery({ on: "elm_1" })).toBe("?on=elm_1");
  expect(threatQuery({ entry: "TH-02", state: "open" })).toBe("?state=open&entry=TH-02");
});
