import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { pnpmAuditFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(pnpmAuditFormat, fixture(import.meta.dirname, name), at);

describe("pnpm audit", () => {
  it("reads advisories with the importers that need them", async () => {
    const { findings } = await read("report.json");
    expect(findings).toMatchObject([
      {
        detector: "GHSA-35jh-r3h4-6jhm",
        severity: "high",
        classes: { cwe: ["CWE-77", "CWE-94"] },
        package: "pkg:npm/lodash@4.17.20",
        advisories: ["GHSA-35jh-r3h4-6jhm", "CVE-2021-23337"],
      },
    ]);
    expect(findings[0]?.description).toContain("Needed by: .>lodash, packages__web>lodash");
    expect((await read("report-empty.json")).runs).toMatchObject([{ resultsPresent: true, findings: [] }]);
  });
});
