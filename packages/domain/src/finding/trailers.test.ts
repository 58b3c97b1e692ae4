import { describe, expect, it } from "vitest";
import { fixesOf } from "./trailers.ts";

describe("trailers", () => {
  it("name findings by their numbers, one or several", () => {
    expect(fixesOf(["Fixes: F-12"])).toEqual([12]);
    expect(fixesOf(["fixes: f-1, F-2 and F-3", "Closes: F-2 F-4"])).toEqual([1, 2, 3, 4]);
  });

  it("name none where the line says something else", () => {
    expect(
      fixesOf(["Fixes: #12", "Fixes: https://example.org/F-12", "Fixes: F-0", "Fixes: not F-12 at all", "Refs: F-12"]),
    ).toEqual([]);
    expect(fixesOf([`Fixes: ${"F-1 ".repeat(70)}x`])).toEqual([]);
  });
});
