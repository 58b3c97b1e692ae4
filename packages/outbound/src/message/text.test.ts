import { describe, expect, it } from "vitest";
import { chunk, cut, oneLine, safeHref } from "./text.ts";

describe("texts of messages", () => {
  it("are one line without control characters or turned writing", () => {
    expect(oneLine("a\r\nBcc: b\u0000\u202ec", 50)).toBe("a Bcc: b c");
    expect(oneLine("\ud800x", 50)).toBe("\ufffdx");
  });

  it("are cut between characters", () => {
    expect(cut("abcdef", 4)).toBe("abc…");
    expect(cut("ab😀cd", 4)).toBe("ab…");
    expect(cut("ab😀cd", 5)).toBe("ab😀…");
    expect(cut("abc", 3)).toBe("abc");
  });

  it("are joined up to a length, whole lines only", () => {
    expect(chunk(["aa", "bb", "cc"], 5)).toEqual(["aa\nbb", "cc"]);
    expect(chunk(["a".repeat(9), "b"], 5)).toEqual(["aaaa…", "b"]);
    expect(chunk([], 5)).toEqual([]);
  });

  it("lead to web pages only", () => {
    expect(safeHref("https://r.example/a b?x=<y>")).toBe("https://r.example/a%20b?x=%3Cy%3E");
    expect(() => safeHref("javascript:alert(1)")).toThrow("http");
  });
});
