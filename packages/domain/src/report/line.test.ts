import { describe, expect, it } from "vitest";
import { lineOf } from "./line.ts";

const revision = (number: number, depth: number | null, sourceId = "a") => ({ number, depth, sourceId });
const numbers = (list: readonly { readonly number: number }[]) => list.map((each) => each.number);

describe("lineOf", () => {
  it("keeps arrival order and leaves out an older commit that came later", () => {
    expect(numbers(lineOf([revision(3, 4), revision(1, 5), revision(2, 9), revision(4, 10)]))).toEqual([1, 2, 4]);
  });

  it("goes by arrival where no ancestry is known", () => {
    expect(numbers(lineOf([revision(2, null), revision(1, null)]))).toEqual([1, 2]);
  });

  it("keeps sources apart", () => {
    expect(numbers(lineOf([revision(1, 9), revision(2, 1, "b"), revision(3, 2, "b")]))).toEqual([1, 2, 3]);
  });
});
