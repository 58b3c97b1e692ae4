import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { semgrepFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(semgrepFormat, fixture(import.meta.dirname, name), at);

describe("Semgrep", () => {
  it("reads flow, fingerprint, classes and suppression", async () => {
    const { runs, findings } = await read("report.json");
    expect(runs).toMatchObject([
      {
        scanner: "semgrep",
        version: "1.97.0",
        notices: [{ kind: "not-scanned", path: "src/Broken.sol" }],
        successful: true,
      },
    ]);
    expect(findings[0]).toMatchObject({
      title: "Delegatecall to arbitrary address",
      severity: "high",
      confidence: "high",
      classes: { cwe: ["CWE-829"] },
      path: "src/Proxy.sol",
      startLine: 12,
      endLine: 14,
      flow: [
        { path: "src/Proxy.sol", line: 10, message: "address to" },
        { path: "src/Proxy.sol", line: 11, message: "to" },
        { path: "src/Proxy.sol", line: 12, message: "to.delegatecall(data)" },
      ],
      fingerprints: [{ algorithm: "tool/semgrep", value: "0123456789abcdef0123456789abcdef_0" }],
    });
    expect(findings[1]).toMatchObject({
      severity: "info",
      path: "scripts/deploy.ts",
      fingerprints: [],
      suppressed: { by: "in-code" },
      tags: ["best-practice"],
    });
    expect(findings[2]).toMatchObject({ package: "pkg:npm/lodash@4.17.20", advisories: ["CVE-2021-23337"] });
  });

  it("tells an empty list from none", async () => {
    expect((await read("report-empty.json")).runs).toMatchObject([{ resultsPresent: true, findings: [] }]);
    expect((await readReport(semgrepFormat, '{"errors":[]}')).error).toMatchObject({ code: "wrong-format" });
  });
});
