import { describe, expect, it } from "vitest";
import { groupGaps } from "./gaps.ts";

const gap = (scanner: string, place: string, reason = "too large") => ({ scanner, place, reason });

describe("groupGaps", () => {
  it("makes one line of one scanner and reason, names three places and counts the rest", () => {
    const gaps = ["a", "b", "c", "d", "e"].map((place) => gap("solhint", place));
    expect(groupGaps(gaps)).toEqual([
      { scanner: "solhint", what: "a, b, c and 2 more", places: 5, reason: "too large" },
    ]);
  });

  it("keeps scanners and reasons apart", () => {
    const lines = groupGaps([gap("solhint", "a"), gap("forge lint", "a"), gap("solhint", "a", "binary")]);
    expect(lines.map(({ scanner, reason, places }) => [scanner, reason, places])).toEqual([
      ["solhint", "too large", 1],
      ["forge lint", "too large", 1],
      ["solhint", "binary", 1],
    ]);
  });
});
