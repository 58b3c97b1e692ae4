import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { mythrilFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(mythrilFormat, fixture(import.meta.dirname, name), at);

describe("Mythril", () => {
  it("reads the first version, with the calls that lead there", async () => {
    const { findings } = await read("report-v1.json");
    expect(findings).toMatchObject([
      {
        detector: "SWC-107",
        severity: "high",
        classes: { swc: ["SWC-107"], cwe: ["CWE-841"] },
        path: "src/Vault.sol",
        startLine: 23,
        container: "Vault",
        callable: "withdraw",
        description: expect.stringContaining("deposit() → withdraw(uint256)"),
      },
      { detector: "SWC-120", severity: "low", path: "src/games/Lottery.sol", classes: { cwe: ["CWE-330"] } },
    ]);
    expect(findings[1]?.callable).toBeUndefined();
  });

  it("reads the second version, where a source is named by its number", async () => {
    const { runs, findings } = await read("report-v2.json");
    expect(findings).toMatchObject([
      {
        detector: "SWC-101",
        title: "Integer Overflow and Underflow",
        path: "src/Token.sol",
        classes: { swc: ["SWC-101"] },
      },
    ]);
    expect(runs[0]?.notices).toEqual([{ kind: "info", reason: "one contract could not be loaded" }]);
  });
});
