import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { npmAuditFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(npmAuditFormat, fixture(import.meta.dirname, name), at);

describe("npm audit", () => {
  it("reads advisories, not the packages that point at them", async () => {
    const { runs, findings } = await read("report.json");
    expect(runs).toMatchObject([{ detectors: ["*"] }]);
    expect(findings).toMatchObject([
      {
        detector: "GHSA-35jh-r3h4-6jhm",
        severity: "high",
        classes: { cwe: ["CWE-77", "CWE-94"] },
        package: "pkg:npm/lodash",
        advisories: ["GHSA-35jh-r3h4-6jhm"],
      },
      { detector: "GHSA-29mw-wpgm-hmr9", severity: "medium" },
    ]);
    expect(findings[0]?.description).toContain("npm audit fix can fix it.");
  });

  it("reads npm 6", async () => {
    const { findings } = await read("report-v6.json");
    expect(findings).toMatchObject([
      {
        detector: "CVE-2019-10744",
        title: "lodash: Prototype Pollution",
        severity: "critical",
        classes: { cwe: ["CWE-471"] },
        package: "pkg:npm/lodash@4.17.11",
        advisories: ["CVE-2019-10744"],
      },
    ]);
  });

  it("says why an audit did not run", async () => {
    expect((await read("failed.json")).error).toMatchObject({
      code: "wrong-format",
      message: expect.stringContaining("ENOLOCK"),
    });
  });
});
