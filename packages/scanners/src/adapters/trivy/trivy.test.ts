import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { trivyFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(trivyFormat, fixture(import.meta.dirname, name), at);

describe("Trivy", () => {
  it("reads an image: packages, suppressed ones, facts that stand behind their list", async () => {
    const { runs, findings } = await read("report-image.json");
    expect(runs).toMatchObject([
      { version: "0.58.1", category: "registry.test:5000/meridian/keeper", detectors: ["*"] },
    ]);
    expect(findings).toMatchObject([
      {
        detector: "CVE-2024-0727",
        severity: "medium",
        package: "pkg:apk/alpine/libssl3@3.1.4-r2",
        advisories: ["CVE-2024-0727"],
        classes: { cwe: ["CWE-476"] },
      },
      { detector: "CVE-2024-9999", severity: "medium", package: "pkg:apk/alpine/zlib@1.3-r2" },
      {
        detector: "CVE-2024-1111",
        severity: "low",
        suppressed: { by: "tool", reason: "not_affected: vulnerable_code_not_in_execute_path: vex.json" },
      },
      {
        detector: "CVE-2021-23337",
        package: "pkg:generic/lodash@4.17.20",
        path: "app/node_modules/lodash/package.json",
      },
    ]);
    expect(findings[0]?.path).toBeUndefined();
  });

  it("reads a folder: lock files, configuration, secrets, licenses", async () => {
    const { runs, findings } = await read("report-folder.json");
    expect(runs).toMatchObject([{ category: "" }]);
    expect(findings.map((f) => [f.detector, f.severity, f.path, f.startLine, f.suppressed?.reason])).toEqual([
      ["GHSA-35jh-r3h4-6jhm", "high", "package-lock.json", undefined, undefined],
      ["DS002", "high", "Dockerfile", 3, undefined],
      ["DS026", "info", "Dockerfile", undefined, "the check passed"],
      ["aws-access-key-id", "critical", "scripts/deploy.sh", 2, undefined],
      ["license GPL-3.0", "high", "OS Packages", undefined, undefined],
    ]);
    expect(findings[3]?.tags).toEqual(["secret"]);
  });

  it("keeps objects of a cluster apart", async () => {
    const { runs, findings } = await read("report-cluster.json");
    expect(runs).toMatchObject([{ category: "meridian-test" }]);
    const ids = findings.map((f) => f.fingerprints[0]?.value);
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe("keepers/Deployment/keeper:meridian/keeper:1 (debian 12.4):CVE-2023-4911:libc6");
    expect(findings.map((f) => f.path)).toEqual([undefined, undefined, undefined]);
  });

  it("reads the list of old versions, and tells nothing found from no report", async () => {
    const { runs, findings } = await read("report-legacy.json");
    expect(findings).toMatchObject([{ detector: "CVE-2019-1549", package: "pkg:apk/alpine/openssl@1.1.1b" }]);
    expect(runs[0]?.resultsPresent).toBe(true);
    const none = await readReport(
      trivyFormat,
      '{"SchemaVersion":2,"ArtifactName":"a","ArtifactType":"container_image"}',
    );
    expect(none.runs).toMatchObject([{ findings: [], resultsPresent: true, category: "a" }]);
  });
});
