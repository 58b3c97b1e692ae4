import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { detectSecretsFormat } from "./format.ts";

const read = (at = {}) => readReport(detectSecretsFormat, fixture(import.meta.dirname, "report.json"), at);

describe("detect-secrets", () => {
  it("reads secrets by file, with what was audited, and which plugins were on", async () => {
    const { runs, findings } = await read();
    expect(findings.map((f) => [f.detector, f.confidence, f.path, f.startLine, f.suppressed?.reason])).toEqual([
      ["AWS Access Key", "high", "deploy/gate.env", 3, undefined],
      ["Secret Keyword", "low", "deploy/gate.env", 4, "audited: no secret"],
      ["Base64 High Entropy String", "low", "docs/tide.md", 20, undefined],
    ]);
    expect(runs).toMatchObject([
      { version: "1.5.0", detectors: ["AWS Access Key", "Base64 High Entropy String", "Secret Keyword"] },
    ]);
  });

  it("stores no hash that anybody could guess from", async () => {
    const plain = await read();
    expect(plain.findings.flatMap((f) => f.fingerprints)).toEqual([]);
    const keyed = await read({ secretKey: "key" });
    expect(keyed.findings[0]?.fingerprints).toMatchObject([{ algorithm: "tool/detect-secrets", version: 1 }]);
    expect(JSON.stringify(keyed.runs)).not.toContain("5baa61e4");
  });
});
