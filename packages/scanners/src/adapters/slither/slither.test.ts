import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { slitherFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(slitherFormat, fixture(import.meta.dirname, name), at);

describe("Slither", () => {
  it("reads place, function, flow and classes", async () => {
    const { runs, findings } = await read("report.json");
    expect(runs).toMatchObject([{ scanner: "slither", resultsPresent: true, successful: true, results: 4 }]);
    expect(findings[0]).toMatchObject({
      detector: "reentrancy-eth",
      title: "Reentrancy eth",
      severity: "high",
      confidence: "medium",
      classes: { cwe: ["CWE-841"], swc: ["SWC-107"] },
      path: "src/Vault.sol",
      startLine: 20,
      endLine: 26,
      container: "Vault",
      callable: "withdraw",
      flow: [{ path: "src/Vault.sol", line: 23, message: "msg.sender.call{value: amount}()" }],
      fingerprints: [{ algorithm: "tool/slither", version: 1, value: "5e1b0f2c" }],
    });
    expect(findings[1]).toMatchObject({ severity: "info", tags: ["style"], dependency: true, container: "Token" });
    expect(findings[2]).toMatchObject({ severity: "info", tags: ["gas"] });
    expect(findings[2]?.path).toBeUndefined();
    expect(findings[3]).toMatchObject({ severity: "medium", path: "src/New.sol" });
    expect(findings[3]?.startLine).toBeUndefined();
  });

  it("tells nothing found from failed", async () => {
    expect((await read("report-empty.json")).runs).toMatchObject([
      { resultsPresent: true, successful: true, findings: [] },
    ]);
    expect((await read("report-failed.json")).runs).toMatchObject([
      { resultsPresent: false, successful: false, notices: [{ reason: expect.stringContaining("solc 0.8.24") }] },
    ]);
  });
});
