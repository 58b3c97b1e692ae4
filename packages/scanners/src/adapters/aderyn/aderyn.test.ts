import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { aderynFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(aderynFormat, fixture(import.meta.dirname, name), at);

describe("Aderyn", () => {
  it("reads one finding for each place, and knows which checks were on", async () => {
    const { runs, findings } = await read("report.json");
    expect(runs[0]?.detectors).toEqual(["unprotected-delegatecall", "unindexed-events", "whole-project", "tx-origin"]);
    expect(findings.map((f) => [f.detector, f.severity, f.path, f.startLine])).toEqual([
      ["unprotected-delegatecall", "high", "src/Vault.sol", 31],
      ["unprotected-delegatecall", "high", "src/Proxy.sol", 12],
      ["unindexed-events", "low", "src/Vault.sol", 5],
      ["whole-project", "low", undefined, undefined],
    ]);
    expect(findings[0]?.title).toBe("delegatecall to an address that anyone sets");
    expect(findings[1]?.description).toContain("Guard the setter.");
  });
});
