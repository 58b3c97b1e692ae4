import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { zapFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(zapFormat, fixture(import.meta.dirname, name), at);

describe("ZAP", () => {
  it("reads one finding for each instance, one run for each site", async () => {
    const { runs, findings } = await read("report.xml");
    expect(runs.map((run) => [run.scanner, run.version, run.category, run.results])).toEqual([
      ["zap", "2.15.0", "https://app.meridian.test", 3],
      ["zap", "2.15.0", "https://api.meridian.test", 1],
    ]);
    expect(findings.map((f) => [f.detector, f.severity, f.confidence, f.fingerprints[0]?.value])).toEqual([
      ["40012-1", "high", "medium", "40012-1 GET https://app.meridian.test/search?page&q q"],
      ["40012-1", "high", "medium", "40012-1 POST https://app.meridian.test/profile name"],
      ["10020", "low", "low", "10020"],
      ["10021", "info", "high", "10021  https://api.meridian.test/ a"],
    ]);
    expect(findings[0]).toMatchObject({
      classes: { cwe: ["CWE-79"] },
      description: expect.stringContaining("Input comes back.\nUnescaped <b>."),
    });
    expect(findings[2]?.suppressed).toEqual({ by: "tool", reason: "marked as a false positive in ZAP" });
  });

  it("reads JSON, and the alerts of its API", async () => {
    const { runs, findings } = await read("report.json");
    expect(runs.map((run) => [run.category, run.results, run.resultsPresent])).toEqual([
      ["https://app.meridian.test", 1, true],
      ["https://api.meridian.test", 0, true],
    ]);
    expect(findings).toMatchObject([
      { detector: "40018", severity: "high", confidence: "high", classes: { cwe: ["CWE-89"] } },
    ]);
    expect((await read("report-api.json")).findings).toMatchObject([
      { detector: "10038-1", severity: "medium", confidence: "high" },
    ]);
  });
});
