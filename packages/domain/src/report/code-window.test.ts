import { describe, expect, it } from "vitest";
import { codeWindow } from "./code-window.ts";

const revision = { number: 3, name: "v1.2.0", commit: "e41a7c2" };
const text = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`).join("\n");
const at = (startLine: number, endLine: number | null) =>
  codeWindow(text, { path: "src/Vault.sol", startLine, endLine, revision });

describe("a window into code", () => {
  it("shows the region with lines around it, and numbers them as the file does", () => {
    expect(at(20, 22)).toMatchObject({ firstLine: 14, from: 20, to: 22, cut: false });
    expect(at(20, 22)?.lines).toEqual(Array.from({ length: 15 }, (_, index) => `line ${index + 14}`));
  });

  it("ends with the file, and begins with it", () => {
    expect(at(2, null)?.firstLine).toBe(1);
    expect(at(99, 120)?.lines.at(-1)).toBe("line 100");
    expect(at(99, 120)?.to).toBe(100);
  });

  it("cuts a region that goes on for pages, and says so", () => {
    expect(at(10, 90)).toMatchObject({ from: 10, to: 39, cut: true });
    expect(at(10, 90)?.lines.at(-1)).toBe("line 39");
  });

  it("is none when the file ends before the place", () => {
    expect(at(101, null)).toBeNull();
  });

  it("knows lines that end as they do on Windows, and cuts those of generated code", () => {
    const window = codeWindow(`a\r\nb\r\n${"x".repeat(900)}`, { path: "a", startLine: 1, endLine: 3, revision });
    expect(window?.lines.slice(0, 2)).toEqual(["a", "b"]);
    expect(window?.lines[2]).toHaveLength(400);
  });
});
