import { describe, expect, it } from "vitest";
import { counts, recogniseReliance, VOID_CAPABILITIES, voidReasons } from "./void.ts";

describe("void controls", () => {
  it("are those that hope for the absence of what everybody has", () => {
    expect(voidReasons(["CAP-02", "CAP-10"]).map((reason) => reason.capability)).toEqual(["CAP-02"]);
    expect(voidReasons(["CAP-08", "CAP-10"])).toEqual([]);
    for (const capability of VOID_CAPABILITIES) expect(voidReasons([capability])[0]?.why.length).toBeGreaterThan(20);
  });

  it("count for nothing, like those that are not in place", () => {
    expect(counts({ state: "in-place", reliesOn: [] })).toBe(true);
    expect(counts({ state: "in-place", reliesOn: ["CAP-10"] })).toBe(true);
    expect(counts({ state: "in-place", reliesOn: ["CAP-01"] })).toBe(false);
    expect(counts({ state: "planned", reliesOn: [] })).toBe(false);
  });

  it.each([
    ["The source is not published", "CAP-01"],
    ["Closed-source helper", "CAP-01"],
    ["Attackers won't read our unverified helper", "CAP-02"],
    ["Hard to simulate outside of mainnet", "CAP-03"],
    ["An attack takes too long to be worth it", "CAP-13"],
    ["Needs a rare combination of fee tiers", "CAP-14"],
  ])("%s sounds like %s", (text, capability) => {
    expect(recogniseReliance(text).map((each) => each.capability)).toContain(capability);
  });

  it.each(["Timelock of 48 hours", "Two oracles with a deviation bound", "Reentrancy guard on shared state", ""])(
    "%s sounds like nothing",
    (text) => {
      expect(recogniseReliance(text)).toEqual([]);
    },
  );
});
