import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { sonarqubeFormat } from "./format.ts";

const read = (name: string) => readReport(sonarqubeFormat, fixture(import.meta.dirname, name));

describe("SonarQube", () => {
  it("reads issues, their flow and what was set aside; what is fixed is none", async () => {
    const { runs, findings } = await read("report.json");
    expect(findings).toMatchObject([
      {
        ...{ detector: "typescript:S2076", severity: "critical", classes: { cwe: ["CWE-78"] } },
        ...{ path: "web/src/gate.ts", startLine: 12, endLine: 14, fingerprints: [{ value: "AY-quay-1" }] },
        flow: [
          { path: "web/src/gate.ts", line: 12, message: "here it runs" },
          { path: "web/src/ask.ts", line: 3 },
        ],
      },
      { severity: "medium", suppressed: { by: "tool", reason: "false positive in SonarQube" } },
      { severity: "info", tags: ["code-smell", "cwe"] },
    ]);
    expect(runs).toMatchObject([{ category: "quay", successful: true, notices: [] }]);
  });

  it("reads hotspots and the export of sonar-report", async () => {
    expect((await read("report-hotspots.json")).findings).toMatchObject([
      {
        ...{ detector: "python:S2245", severity: "medium", confidence: "low", path: "src/session.py", startLine: 8 },
        suppressed: { reason: "reviewed as safe in SonarQube" },
      },
    ]);
    expect((await read("report-export.json")).findings).toMatchObject([
      { detector: "python:S4502", severity: "high", confidence: "low", path: "gate.py" },
    ]);
  });

  it("says when the file is one page of more", async () => {
    const page = fixture(import.meta.dirname, "report.json").replaceAll('"total": 4', '"total": 350');
    const { runs } = await readReport(sonarqubeFormat, page);
    expect(runs).toMatchObject([
      { successful: false, notices: [{ kind: "limit", reason: expect.stringContaining("4 of 350 issues") }] },
    ]);
  });
});
