import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { burpFormat } from "./format.ts";

describe("Burp Suite", () => {
  it("reads issues, one run for each host, and keeps no request", async () => {
    const { runs, findings } = await readReport(burpFormat, fixture(import.meta.dirname, "report.xml"));
    expect(runs.map((run) => [run.scanner, run.version, run.category, run.results])).toEqual([
      ["burp", "2026.2", "https://app.meridian.test", 2],
      ["burp", "2026.2", "https://api.meridian.test", 1],
    ]);
    expect(findings.map((f) => [f.detector, f.severity, f.confidence, f.fingerprints[0]?.value])).toEqual([
      ["2097920", "high", "high", "2097920 https://app.meridian.test/search [q parameter]"],
      ["Tide table stands open", "medium", "low", "Tide table stands open https://app.meridian.test/tide?day&hour"],
      ["16777984", "info", "high", "16777984 https://api.meridian.test/"],
    ]);
    expect(findings[0]).toMatchObject({
      classes: { cwe: ["CWE-79"] },
      description: expect.stringContaining(
        "The value of q is copied into the page.\n\nInput comes back.\nUnescaped <b>.",
      ),
    });
    expect(findings[1]?.suppressed).toEqual({ by: "tool", reason: "marked as a false positive in Burp Suite" });
    expect(JSON.stringify(runs)).not.toContain("R0VUIC9");
  });

  it("reads a report without any issue", async () => {
    const { runs } = await readReport(burpFormat, '<issues burpVersion="2026.2"/>');
    expect(runs).toMatchObject([{ resultsPresent: true, findings: [], version: "2026.2" }]);
  });
});
