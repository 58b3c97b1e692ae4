import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { brakemanFormat } from "./format.ts";

describe("Brakeman", () => {
  it("reads warnings and ignored ones; the code with the password stays out", async () => {
    const { runs, findings } = await readReport(brakemanFormat, fixture(import.meta.dirname, "report.json"));
    expect(findings).toMatchObject([
      {
        ...{ detector: "SQL", title: "SQL Injection: Possible SQL injection", severity: "high", confidence: "high" },
        ...{ path: "app/models/berth.rb", startLine: 18, container: "Berth", callable: "named" },
        classes: { cwe: ["CWE-89"] },
      },
      { detector: "BasicAuth", severity: "medium", confidence: "low" },
      { detector: "Render", confidence: "medium", suppressed: { by: "tool", reason: "ids are numbers" } },
    ]);
    expect(findings[0]?.fingerprints[0]).toMatchObject({ algorithm: "tool/brakeman" });
    expect(JSON.stringify(runs)).not.toContain("lantern");
    expect(runs[0]).toMatchObject({
      version: "6.2.2",
      detectors: ["BasicAuth", "Execute", "Render", "SQL"],
      notices: [{ kind: "not-scanned", path: "app/helpers/old_helper.rb" }],
    });
  });
});
