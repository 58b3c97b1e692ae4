import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { openvexFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(openvexFormat, fixture(import.meta.dirname, name), at);

describe("OpenVEX", () => {
  it("reads statements of all versions, with what the document says for all", async () => {
    const { runs } = await read("report.json");
    expect(runs).toMatchObject([
      { scanner: "openvex", title: "OpenVEX of Meridian Labs", findings: [], resultsPresent: true },
    ]);
    expect(runs[0]?.statements).toEqual([
      {
        vulnerability: "CVE-2021-23337",
        ids: ["CVE-2021-23337", "GHSA-35jh-r3h4-6jhm"],
        product: "pkg:npm/lodash@4.17.20?arch=any",
        packages: ["pkg:npm/lodash@4.17.20"],
        status: "not_affected",
        justification: "vulnerable_code_not_in_execute_path",
        text: "template() is never called.",
        at: "2026-11-01T00:00:00Z",
      },
      {
        vulnerability: "CVE-2022-24999",
        ids: ["CVE-2022-24999"],
        product: "pkg:npm/express@4.17.1",
        packages: ["pkg:npm/express@4.17.1"],
        status: "affected",
        justification: null,
        text: "Upgrade to 4.17.3.",
        at: "2026-11-02T00:00:00Z",
      },
      {
        vulnerability: "CVE-2020-28500",
        ids: ["CVE-2020-28500"],
        product: "pkg:oci/keeper@sha256:aa",
        packages: ["pkg:npm/lodash@4.17.20", "pkg:npm/lodash@4.17.19"],
        status: "fixed",
        justification: null,
        text: null,
        at: "2026-11-01T00:00:00Z",
      },
      {
        vulnerability: "CVE-2030-0001",
        ids: ["CVE-2030-0001", "https://nvd.nist.gov/vuln/detail/CVE-2030-0001"],
        product: "pkg:npm/nowhere@1.0.0",
        packages: ["pkg:npm/nowhere@1.0.0"],
        status: "under_investigation",
        justification: null,
        text: null,
        at: "2026-11-01T00:00:00Z",
      },
    ]);
  });

  it("leaves out what is no statement, and says so", async () => {
    const document = {
      "@context": "https://openvex.dev/ns/v0.2.0",
      statements: [{ vulnerability: "CVE-1", status: "perhaps" }, { status: "fixed" }],
    };
    const { runs } = await readReport(openvexFormat, JSON.stringify(document));
    expect(runs).toMatchObject([
      {
        statements: [],
        notices: [
          { kind: "limit", reason: expect.stringContaining("perhaps") },
          { kind: "limit", reason: expect.stringContaining("names no vulnerability") },
        ],
      },
    ]);
  });
});
