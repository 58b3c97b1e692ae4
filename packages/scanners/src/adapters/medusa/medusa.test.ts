import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { medusaFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(medusaFormat, fixture(import.meta.dirname, name), at);

describe("Medusa", () => {
  it("reads failed tests with their call sequences, through colours", async () => {
    const { runs, findings } = await read("report.txt");
    expect(findings.map((f) => [f.detector, f.container, f.callable, f.severity])).toEqual([
      ["VaultTest.property_solvent", "VaultTest", "property_solvent", "high"],
      ["VaultTest.withdraw", "VaultTest", "withdraw", "high"],
    ]);
    expect(findings[0]?.description).toContain("2) Vault.withdraw(uint256)(5)");
    expect(runs[0]?.detectors).toContain("VaultTest.deposit");
    expect(runs[0]?.successful).toBe(true);
  });
});
