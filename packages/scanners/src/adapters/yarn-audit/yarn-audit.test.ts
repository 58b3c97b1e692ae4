import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { yarnAuditFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(yarnAuditFormat, fixture(import.meta.dirname, name), at);

describe("Yarn audit", () => {
  it("reads a line for each path", async () => {
    const { runs, findings } = await read("report.ndjson");
    expect(findings.map((f) => [f.detector, f.package, f.fingerprints[0]?.value])).toEqual([
      ["GHSA-35jh-r3h4-6jhm", "pkg:npm/lodash@4.17.20", "GHSA-35jh-r3h4-6jhm:build-it>lodash"],
      ["GHSA-35jh-r3h4-6jhm", "pkg:npm/lodash@4.17.20", "GHSA-35jh-r3h4-6jhm:lodash"],
    ]);
    expect(findings[0]?.classes.cwe).toEqual(["CWE-77", "CWE-94"]);
    expect(runs[0]?.notices).toEqual([{ kind: "info", reason: "package.json: No license field" }]);
  });

  it("reads the trees of version 4 and the object of version 3", async () => {
    const four = await read("report-v4.ndjson");
    expect(four.findings.map((f) => [f.detector, f.severity])).toEqual([
      ["GHSA-35jh-r3h4-6jhm", "high"],
      ["old-thing (deprecation)", "info"],
    ]);
    expect((await read("report-v3.json")).findings).toMatchObject([
      { detector: "GHSA-35jh-r3h4-6jhm", package: "pkg:npm/lodash@4.17.20" },
    ]);
  });

  it("takes a summary alone for nothing found", async () => {
    const { runs } = await readReport(
      yarnAuditFormat,
      '{"type":"auditSummary","data":{"vulnerabilities":{},"dependencies":0}}',
    );
    expect(runs).toMatchObject([{ resultsPresent: true, findings: [] }]);
  });
});
