import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { echidnaFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(echidnaFormat, fixture(import.meta.dirname, name), at);

describe("Echidna", () => {
  it("reads refuted and undecided tests, and what ran", async () => {
    const { runs, findings } = await read("report.json");
    expect(findings.map((f) => [f.detector, f.severity, f.tags.includes("undecided")])).toEqual([
      ["VaultTest.echidna_solvent", "high", false],
      ["VaultTest.echidna_total", "high", false],
      ["VaultTest.echidna_slow (undecided)", "info", true],
      ["VaultTest.echidna_broken (undecided)", "info", true],
    ]);
    expect(findings[0]?.description).toContain("1. Vault.deposit()\n2. Vault.withdraw(5)");
    expect(runs[0]?.detectors).toContain("VaultTest.echidna_owner");
    // An undecided test must not close what it had refuted.
    expect(runs[0]?.successful).toBe(false);
  });

  it("reads text", async () => {
    const { runs, findings } = await read("report.txt");
    expect(findings).toMatchObject([
      {
        detector: "echidna_solvent",
        severity: "high",
        description: "Call sequence, shrinking 12/5000:\nVault.deposit() Value: 0x5\nVault.withdraw(5)",
      },
    ]);
    expect(runs[0]).toMatchObject({ successful: true });
    expect(runs[0]?.detectors).toContain("echidna_owner");
  });
});
