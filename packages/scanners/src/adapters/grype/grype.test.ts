import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { grypeFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(grypeFormat, fixture(import.meta.dirname, name), at);

describe("Grype", () => {
  it("reads severities, aliases and packages", async () => {
    const { runs, findings } = await read("report.json");
    expect(runs).toMatchObject([{ version: "0.94.0", category: "", detectors: ["*"] }]);
    expect(findings).toMatchObject([
      {
        detector: "GHSA-35jh-r3h4-6jhm",
        severity: "high",
        advisories: ["GHSA-35jh-r3h4-6jhm", "CVE-2021-23337"],
        package: "pkg:npm/lodash@4.17.20",
        path: "package-lock.json",
        classes: { cwe: ["CWE-94"] },
        tags: ["known-exploited"],
      },
      // Of several related entries none is an alias.
      {
        detector: "ELSA-2024-0001",
        severity: "high",
        advisories: ["ELSA-2024-0001"],
        package: "pkg:generic/curl@7.76",
      },
      { severity: "info", package: "pkg:deb/debian/krb5@1.17" },
      { severity: "low", suppressed: { by: "tool", reason: "CVE-2022-1 not_affected not reachable" } },
    ]);
  });

  it("has no files for images, and a category for each", async () => {
    const { runs, findings } = await read("report-image.json");
    expect(runs).toMatchObject([{ category: "meridian/keeper" }]);
    expect(findings[0]?.path).toBeUndefined();
  });
});
