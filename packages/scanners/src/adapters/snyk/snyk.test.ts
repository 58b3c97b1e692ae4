import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { snykFormat } from "./format.ts";

const read = (name: string) => readReport(snykFormat, fixture(import.meta.dirname, name));

describe("Snyk", () => {
  it("reads each path to a vulnerability, licenses and what is ignored", async () => {
    const { runs, findings } = await read("report.json");
    expect(findings).toMatchObject([
      {
        ...{ detector: "SNYK-JS-LADLE-1040724", severity: "critical", classes: { cwe: ["CWE-79"] } },
        advisories: ["CVE-2024-11112", "GHSA-qv7w-2j4m-9x3c", "SNYK-JS-LADLE-1040724"],
        ...{ package: "pkg:npm/ladle@1.2.0", path: "package-lock.json" },
        description: expect.stringContaining("Comes by: quay@1.0.0 > @pier/kettle@0.9.1 > ladle@1.2.0"),
        fingerprints: [{ algorithm: "tool/snyk", value: "SNYK-JS-LADLE-1040724 ladle @pier/kettle" }],
      },
      { fingerprints: [{ value: "SNYK-JS-LADLE-1040724 ladle" }] },
      { title: "buoy: GPL-3.0 license", tags: ["license"], advisories: [] },
      { detector: "SNYK-JS-ROPE-72889", suppressed: { by: "tool", reason: "only used by the build" } },
    ]);
    expect(runs).toMatchObject([
      { category: "quay package-lock.json", detectors: ["*"], successful: true },
      { category: "old", successful: false, notices: [{ reason: "Could not read the lock file" }] },
    ]);
  });

  it("reads issues of infrastructure", async () => {
    expect((await read("report-infrastructure.json")).findings).toMatchObject([
      { detector: "SNYK-CC-K8S-1", severity: "medium", path: "deploy/k8s/gate.yaml", startLine: 14 },
    ]);
  });
});
