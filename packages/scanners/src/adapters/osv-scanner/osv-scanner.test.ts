import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { osvScannerFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(osvScannerFormat, fixture(import.meta.dirname, name), at);

describe("OSV-Scanner", () => {
  it("reads packages, aliases and scores, in whatever order they stand", async () => {
    const { runs, findings } = await read("report.json");
    expect(runs).toMatchObject([{ detectors: ["*"], resultsPresent: true }]);
    expect(findings).toMatchObject([
      {
        detector: "GHSA-35jh-r3h4-6jhm",
        title: "lodash: Command Injection in lodash",
        severity: "high",
        advisories: ["GHSA-35jh-r3h4-6jhm", "CVE-2021-23337"],
        package: "pkg:npm/lodash@4.17.20",
        classes: { cwe: ["CWE-77", "CWE-94"] },
        path: "packages/web/package-lock.json",
      },
      { detector: "GHSA-29mw-wpgm-hmr9", severity: "medium" },
      { detector: "MAL-2026-1", severity: "critical", package: "pkg:cargo/totally-fine@1.0.0" },
    ]);
    expect(findings[0]?.description).toContain("Fixed in 4.17.21.");
  });
});
