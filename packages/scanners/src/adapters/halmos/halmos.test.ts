import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { halmosFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(halmosFormat, fixture(import.meta.dirname, name), at);

describe("Halmos", () => {
  it.each(["report.json", "report.txt"])(
    "reads %s: counterexamples, what was not decided, what was proved",
    async (name) => {
      const { runs, findings } = await read(name);
      expect(findings.map((f) => [f.detector, f.severity, f.path, f.container, f.callable])).toEqual([
        ["VaultTest.check_solvent", "high", "test/Vault.t.sol", "VaultTest", "check_solvent"],
        ["VaultTest.check_slow (undecided)", "info", "test/Vault.t.sol", "VaultTest", "check_slow"],
      ]);
      expect(findings[0]?.description).toContain("p_amount_uint256 = ");
      expect(runs[0]?.detectors).toContain("VaultTest.check_owner");
      expect(runs[0]).toMatchObject({
        successful: false,
        notices: [{ kind: "not-scanned", path: "test/Vault.t.sol", reason: "VaultTest.check_slow was not decided" }],
      });
    },
  );
});
