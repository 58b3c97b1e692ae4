import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followRenames, keptRenames } from "./renames.ts";

describe("renames", () => {
  it("are kept once for each path, and only with names that can be stored", () => {
    const kept = keptRenames([
      { from: "a.sol", path: "b.sol" },
      { from: "a.sol", path: "c.sol" },
      { from: "same.sol", path: "same.sol" },
      { from: "__proto__", path: "proto.sol" },
      { from: "long.sol", path: "x".repeat(1001) },
      { from: "nul.sol", path: "a\0b" },
    ]);
    expect(Object.entries(kept)).toEqual([
      ["a.sol", "b.sol"],
      ["__proto__", "proto.sol"],
    ]);
    expect(keptRenames(Array.from({ length: 6000 }, (_, at) => ({ from: `${at}`, path: `n${at}` })))).toHaveProperty(
      "4999",
    );
    expect(
      Object.keys(keptRenames(Array.from({ length: 6000 }, (_, at) => ({ from: `${at}`, path: `n${at}` })))),
    ).toHaveLength(5000);
  });

  it("are followed over revisions, and back", () => {
    const follow = followRenames([{ "a.sol": "b.sol" }, {}, { "b.sol": "src/c.sol", "x.sol": "a.sol" }]);
    expect(follow("a.sol")).toBe("src/c.sol");
    expect(follow("b.sol")).toBe("src/c.sol");
    expect(follow("x.sol")).toBe("a.sol");
    expect(follow("other.sol")).toBeUndefined();
    expect(followRenames([{ "a.sol": "b.sol" }, { "b.sol": "a.sol" }])("a.sol")).toBeUndefined();
    expect(followRenames([{}])("toString")).toBeUndefined();
  });

  it("lead from where a file began to where it is, whatever happened to it", () => {
    const name = fc.constantFrom("a", "b", "c", "d", "e", "f");
    fc.assert(
      fc.property(name, fc.array(fc.tuple(name, name), { maxLength: 12 }), (begin, moves) => {
        // One file moves; each move that finds it writes a revision, others move something else away.
        let at = begin;
        const steps = moves.map(([from, to]) => {
          if (from !== at) return {};
          at = to;
          return keptRenames([{ from, path: to }]);
        });
        expect(followRenames(steps)(begin) ?? begin).toBe(at);
      }),
    );
  });
});
