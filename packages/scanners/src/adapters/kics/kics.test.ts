import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { kicsFormat } from "./format.ts";

describe("KICS", () => {
  it("reads every place of a query, and quotes no secret", async () => {
    const { runs, findings } = await readReport(kicsFormat, fixture(import.meta.dirname, "report.json"));
    expect(findings).toMatchObject([
      { title: "Generic Password", severity: "high", classes: { cwe: ["CWE-798"] }, tags: ["secret"] },
      {
        ...{ detector: "f922827f-aab6-447c-832a-e1ff63312bd3", path: "k8s/gate.yaml", startLine: 9 },
        description: expect.stringContaining("Is: procMount is Unmasked\n\nShould be: procMount is Default"),
      },
      { path: "k8s/tide.yaml", startLine: 21, fingerprints: [{ algorithm: "tool/kics" }] },
    ]);
    expect(JSON.stringify(runs)).not.toContain("lantern");
    expect(runs).toMatchObject([
      { version: "2.1.3", successful: false, notices: [{ kind: "not-scanned", reason: "KICS failed at 1 files" }] },
    ]);
  });

  it("reads a report without any query", async () => {
    const { runs } = await readReport(kicsFormat, '{"files_scanned":1,"queries_total":812,"queries":null}');
    expect(runs).toMatchObject([{ resultsPresent: true, findings: [] }]);
  });
});
