import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { gosecFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(gosecFormat, fixture(import.meta.dirname, name), at);

describe("gosec", () => {
  it("reads lines, classes and what is suppressed; the code with the password stays out", async () => {
    const { runs, findings } = await read("report.json");
    expect(findings).toMatchObject([
      {
        ...{ detector: "G101", severity: "high", confidence: "low", tags: ["secret"], classes: { cwe: ["CWE-798"] } },
        ...{ path: "internal/login.go", startLine: 11, endLine: 11 },
      },
      { detector: "G304", severity: "medium", path: "cmd/load/main.go", startLine: 40, endLine: 42 },
      { detector: "G104", suppressed: { by: "in-code", reason: "read only, nothing is lost" } },
    ]);
    expect(JSON.stringify(runs)).not.toContain("lantern");
    expect(runs[0]).toMatchObject({
      version: "2.22.4",
      notices: [{ kind: "not-scanned", path: "internal/broken.go", reason: "expected declaration" }],
    });
  });

  it("reads what it writes when it finds nothing", async () => {
    expect((await read("report-none.json")).runs).toMatchObject([{ resultsPresent: true, findings: [] }]);
  });
});
