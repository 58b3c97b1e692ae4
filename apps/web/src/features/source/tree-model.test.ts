import { describe, expect, it } from "vitest";
import { buildTree, countBelow } from "./tree-model.ts";

const files = ["src/B.sol", "src/a/A.sol", "lib/x/X.sol", "README.md", "library.md"].map((path) => ({ path }));

describe("buildTree", () => {
  it("puts folders first and leaves dependencies out, but not names that only begin alike", () => {
    const tree = buildTree(files, ["lib"]);
    expect(tree.map((node) => node.name)).toEqual(["src", "library.md", "README.md"]);
    expect(tree[0]?.children?.map((node) => node.id)).toEqual(["src/a", "src/B.sol"]);
    expect(countBelow(files, ["lib"])).toBe(1);
  });
});
