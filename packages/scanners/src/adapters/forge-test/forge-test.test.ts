import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { forgeTestFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(forgeTestFormat, fixture(import.meta.dirname, name), at);

describe("forge test", () => {
  it.each(["report.json", "report-behind-text.txt", "report-junit.xml"])("reads %s alike", async (name) => {
    const { runs, findings } = await read(name);
    const rows = findings.map((f) => [f.detector, f.severity, f.path, f.callable]);
    expect(rows).toEqual([
      ["BrokenSetUp.setUp (undecided)", "info", "test/Vault.t.sol", "setUp"],
      ["VaultTest.testFuzz_half", "high", "test/Vault.t.sol", "testFuzz_half"],
      ["VaultTest.test_total", "medium", "test/Vault.t.sol", "test_total"],
    ]);
    expect(findings[1]?.description).toContain("29659735247152091386886877");
    expect(findings[2]?.description).toContain("total is not one");
    expect(runs[0]?.detectors).toContain("VaultTest.test_deposit");
    expect(runs[0]?.successful).toBe(false);
  });

  it("takes a skipped test for no proof", async () => {
    const suite = {
      "test/A.t.sol:A": { duration: "1ms", test_results: { "testX()": { status: "Skipped" } }, warnings: [] },
    };
    const { runs } = await readReport(forgeTestFormat, JSON.stringify(suite));
    expect(runs).toMatchObject([
      {
        findings: [],
        detectors: "unknown",
        notices: [{ kind: "not-scanned", path: "test/A.t.sol", reason: "A.testX() was skipped" }],
      },
    ]);
  });
});
