import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { checkovFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(checkovFormat, fixture(import.meta.dirname, name), at);

describe("Checkov", () => {
  it("reads all frameworks, what was skipped, and packages", async () => {
    const { runs, findings } = await read("report.json");
    expect(findings.map((f) => [f.detector, f.severity, f.path, f.startLine])).toEqual([
      ["CKV_AWS_18", "high", "modules/logs/main.tf", 1],
      ["CKV_AWS_21", "medium", "main.tf", 1],
      ["CVE-2019-19844", "critical", "requirements.txt", undefined],
      ["CKV_SECRET_6", "medium", "app.env", 3],
    ]);
    expect(findings[1]?.suppressed).toEqual({ by: "in-code", reason: "logs are kept elsewhere" });
    expect(findings[2]).toMatchObject({ advisories: ["CVE-2019-19844"], package: "pkg:generic/django@1.2" });
    expect(JSON.stringify(findings[3])).not.toContain("3a8de07c");
    expect(runs).toMatchObject([{ version: "3.2.0", notices: [{ kind: "not-scanned", path: "broken.tf" }] }]);
    expect(runs[0]?.detectors).toContain("CKV_AWS_20");
  });

  it("goes by the repository's path where the revision has that file", async () => {
    const { findings } = await read("report.json", { files: new Set(["infra/modules/logs/main.tf"]) });
    expect(findings[0]?.path).toBe("infra/modules/logs/main.tf");
  });

  it("reads what it writes without any resource", async () => {
    expect((await read("report-bare.json")).runs).toMatchObject([
      { version: "3.2.0", resultsPresent: true, findings: [] },
    ]);
  });
});
