import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { hadolintFormat } from "./format.ts";

describe("Hadolint", () => {
  it("reads rules of Hadolint and of ShellCheck", async () => {
    const { findings } = await readReport(hadolintFormat, fixture(import.meta.dirname, "report.json"));
    expect(findings.map((f) => [f.detector, f.severity, f.path, f.startLine])).toEqual([
      ["DL3002", "low", "images/gate/Dockerfile", 14],
      ["DL3000", "medium", "images/tide/Dockerfile", 3],
      ["SC2086", "info", undefined, 7],
    ]);
  });
});
