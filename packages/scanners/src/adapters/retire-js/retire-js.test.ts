import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { retireJsFormat } from "./format.ts";

const read = (name: string) => readReport(retireJsFormat, fixture(import.meta.dirname, name));

describe("retire.js", () => {
  it("reads vulnerabilities of libraries in files", async () => {
    const { runs, findings } = await read("report.json");
    expect(findings).toMatchObject([
      {
        ...{ detector: "CVE-2024-11112", title: "ladle: Ladle spills what it is given", severity: "medium" },
        advisories: ["CVE-2024-11112", "GHSA-qv7w-2j4m-9x3c"],
        ...{ package: "pkg:npm/ladle@1.2.0", path: "web/static/ladle-1.2.0.min.js", classes: { cwe: ["CWE-79"] } },
      },
      { detector: "ladle 7", advisories: [], severity: "low", confidence: "medium" },
    ]);
    expect(runs).toMatchObject([
      {
        version: "5.2.4",
        detectors: ["*"],
        notices: [{ kind: "not-scanned", reason: expect.stringContaining("old.js") }],
      },
    ]);
  });

  it("reads the plain list", async () => {
    expect((await read("report-simple.json")).findings).toMatchObject([
      { detector: "kettle 31", severity: "high", confidence: "high", path: "web/vendor/kettle.js" },
    ]);
  });
});
