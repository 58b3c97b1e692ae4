import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { cyclonedxFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(cyclonedxFormat, fixture(import.meta.dirname, name), at);

describe("CycloneDX", () => {
  it("reads a bill of materials: one finding for each component, decisions beside them", async () => {
    const { runs, findings } = await read("report.json");
    expect(runs).toMatchObject([
      {
        scanner: "cyclonedx",
        title: "CycloneDX of some-scanner",
        version: "2.0.0",
        category: "meridian/keeper",
        detectors: ["*"],
      },
    ]);
    expect(findings.map((f) => [f.title, f.severity, f.package])).toEqual([
      ["CVE-2021-23337 in lodash 4.17.20", "high", "pkg:npm/lodash@4.17.20"],
      ["CVE-2021-23337 in @meridian/inner 0.1.0", "high", "pkg:generic/%40meridian/inner@0.1.0"],
      ["CVE-2022-24999 in express 4.17.1", "high", "pkg:npm/express@4.17.1"],
      ["CVE-2030-0001", "medium", undefined],
      ["CVE-2030-0002", "medium", undefined],
    ]);
    expect(findings[0]).toMatchObject({
      advisories: ["CVE-2021-23337", "GHSA-35jh-r3h4-6jhm"],
      classes: { cwe: ["CWE-77", "CWE-94"] },
    });
    expect(runs[0]?.statements).toMatchObject([
      {
        status: "not_affected",
        justification: "code_not_reachable",
        packages: ["pkg:npm/lodash@4.17.20"],
        ids: ["CVE-2021-23337", "GHSA-35jh-r3h4-6jhm"],
      },
      { status: "not_affected", packages: ["pkg:generic/%40meridian/inner@0.1.0"] },
      { status: "under_investigation", product: "nowhere", packages: [] },
    ]);
  });

  it("reads XML, and the extension that it had before 1.4", async () => {
    const { runs, findings } = await read("report.xml");
    expect(findings.map((f) => [f.title, f.severity, f.package])).toEqual([
      ["CVE-2021-23337 in lodash 4.17.20", "high", "pkg:npm/lodash@4.17.20"],
      ["CVE-2021-23337 in @meridian/inner 0.1.0", "high", "pkg:generic/%40meridian/inner@0.1.0"],
      ["CVE-2030-0001", "medium", undefined],
    ]);
    expect(findings[0]?.description).toContain("lodash & friends");
    expect(runs[0]?.statements.map(({ status }) => status)).toEqual(["affected", "affected"]);
    const before = await read("report-extension.xml");
    expect(before.findings.map((f) => [f.detector, f.severity, f.package, f.classes.cwe])).toEqual([
      ["CVE-2019-19844", "critical", "pkg:pypi/django@1.2", ["CWE-640"]],
      ["CVE-2021-35042", "medium", "pkg:pypi/django@1.2", []],
    ]);
  });

  it("reads a VEX document as decisions alone", async () => {
    const { runs } = await read("report-vex.json");
    expect(runs).toMatchObject([{ scanner: "cyclonedx-vex", findings: [], resultsPresent: true }]);
    expect(runs[0]?.statements.map((s) => [s.vulnerability, s.status, s.packages])).toEqual([
      ["CVE-2021-23337", "not_affected", ["pkg:npm/lodash@4.17.20"]],
      ["CVE-2022-24999", "affected", ["pkg:npm/express@4.17.1"]],
      ["CVE-2022-24999", "affected", []],
      ["CVE-2020-28500", "fixed", ["pkg:npm/lodash@4.17.20"]],
    ]);
  });

  it("knows a bill without any list of vulnerabilities from one with an empty list", async () => {
    const bill = (more: string) => `{"bomFormat":"CycloneDX","specVersion":"1.5","components":[]${more}}`;
    expect((await readReport(cyclonedxFormat, bill(""))).runs).toMatchObject([{ resultsPresent: false }]);
    expect((await readReport(cyclonedxFormat, bill(',"vulnerabilities":[]'))).runs).toMatchObject([
      { resultsPresent: true },
    ]);
  });
});
