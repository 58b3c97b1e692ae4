import { describe, expect, test } from "vitest";
import { type TreeNode, treeMove, visibleRows } from "./file-tree-model.ts";

const nodes: TreeNode[] = [
  {
    id: "src",
    name: "src",
    children: [
      { id: "src/lib", name: "lib", children: [{ id: "src/lib/Math.sol", name: "Math.sol" }] },
      { id: "src/Vault.sol", name: "Vault.sol" },
    ],
  },
  { id: "empty", name: "empty", children: [] },
  { id: "foundry.toml", name: "foundry.toml" },
];
const open =
  (...ids: string[]) =>
  (id: string) =>
    ids.includes(id);
const ids = (isOpen: (id: string) => boolean) => visibleRows(nodes, isOpen).map((row) => row.node.id);
const press = (isOpen: (id: string) => boolean, at: string, key: string) =>
  treeMove(visibleRows(nodes, isOpen), at, key, isOpen);

describe("visibleRows", () => {
  test("leaves out what closed folders hold, at every depth", () => {
    expect(ids(open())).toEqual(["src", "empty", "foundry.toml"]);
    expect(ids(open("src"))).toEqual(["src", "src/lib", "src/Vault.sol", "empty", "foundry.toml"]);
    expect(ids(open("src/lib"))).toEqual(["src", "empty", "foundry.toml"]);
  });

  test("tells level, place and parent", () => {
    const row = visibleRows(nodes, open("src")).find(({ node }) => node.id === "src/Vault.sol");
    expect(row).toMatchObject({ level: 2, position: 2, siblings: 2, parentId: "src" });
  });
});

describe("treeMove", () => {
  test("right opens a closed folder, then goes into it", () => {
    expect(press(open(), "src", "ArrowRight")).toEqual({ kind: "open", id: "src" });
    expect(press(open("src"), "src", "ArrowRight")).toEqual({ kind: "focus", id: "src/lib" });
  });

  test("right stays on a file and on an open folder without content", () => {
    expect(press(open(), "foundry.toml", "ArrowRight")).toBeNull();
    expect(press(open("empty"), "empty", "ArrowRight")).toBeNull();
  });

  test("left closes an open folder, else goes to the parent", () => {
    expect(press(open("src"), "src", "ArrowLeft")).toEqual({ kind: "close", id: "src" });
    expect(press(open("src"), "src/Vault.sol", "ArrowLeft")).toEqual({ kind: "focus", id: "src" });
    expect(press(open(), "src", "ArrowLeft")).toBeNull();
  });

  test("up and down end at the ends", () => {
    expect(press(open("src"), "src/Vault.sol", "ArrowDown")).toEqual({ kind: "focus", id: "empty" });
    expect(press(open(), "src", "ArrowUp")).toBeNull();
    expect(press(open(), "foundry.toml", "ArrowDown")).toBeNull();
  });

  test("enter chooses a file and turns a folder", () => {
    expect(press(open(), "foundry.toml", "Enter")).toEqual({ kind: "choose", id: "foundry.toml" });
    expect(press(open("src"), "src", " ")).toEqual({ kind: "close", id: "src" });
  });

  test("a letter goes to the next name that begins with it, around the end", () => {
    expect(press(open("src"), "src", "V")).toEqual({ kind: "focus", id: "src/Vault.sol" });
    expect(press(open(), "foundry.toml", "s")).toEqual({ kind: "focus", id: "src" });
    expect(press(open(), "src", "x")).toBeNull();
  });
});
