import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { nucleiFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(nucleiFormat, fixture(import.meta.dirname, name), at);

describe("Nuclei", () => {
  it("reads results, without requests and without what token templates extract", async () => {
    const { runs, findings } = await read("report.ndjson");
    expect(findings).toMatchObject([
      {
        detector: "CVE-2021-41773",
        title: "Apache 2.4.49 - Path Traversal: LFI",
        severity: "high",
        advisories: ["CVE-2021-41773"],
        classes: { cwe: ["CWE-22"] },
        fingerprints: [{ value: "CVE-2021-41773 LFI http https://app.meridian.test/icons/.%2e/etc/passwd" }],
      },
      { detector: "exposed-token", severity: "medium", tags: ["token", "exposure"] },
    ]);
    expect(JSON.stringify(runs)).not.toMatch(/never read|pelican/);
  });

  it("reads the names of version 2", async () => {
    const { findings } = await read("report-old.json");
    expect(findings).toMatchObject([
      {
        detector: "tech-detect",
        title: "Wappalyzer: nginx",
        severity: "info",
        description: expect.stringContaining("nginx 1.25"),
      },
    ]);
  });
});
