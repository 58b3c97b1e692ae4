import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { trufflehogFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(trufflehogFormat, fixture(import.meta.dirname, name), at);

describe("TruffleHog", () => {
  it("reads version 3, masked; what was tried and works is critical", async () => {
    const { runs, findings } = await read("report.ndjson", { secretKey: "key" });
    expect(findings.map((f) => [f.detector, f.severity, f.confidence, f.path, f.startLine])).toEqual([
      ["Github", "critical", "high", "scripts/deploy.ts", 4],
      ["URI", "high", "medium", "home/ann/app/.env", 2],
    ]);
    expect(findings[0]?.tags).toEqual(["secret", "verified"]);
    expect(findings.every((f) => f.fingerprints.some(({ algorithm }) => algorithm === "secret"))).toBe(true);
    expect(JSON.stringify(runs)).not.toMatch(/pelican-|otter-/);
  });

  it("reads version 2 and trufflehog3, masked", async () => {
    const two = await read("report-v2.ndjson", { secretKey: "key" });
    expect(two.findings).toMatchObject([
      { detector: "High Entropy", severity: "medium", confidence: "low", path: "scripts/deploy.ts" },
    ]);
    expect(two.findings[0]?.fingerprints).toHaveLength(2);
    const three = await read("report-3.json", { secretKey: "key" });
    expect(three.findings).toMatchObject([
      {
        detector: "password-in-url",
        severity: "low",
        path: "docker/compose.yml",
        startLine: 7,
        fingerprints: [{ algorithm: "tool/trufflehog3" }, { algorithm: "secret" }],
      },
    ]);
    expect(JSON.stringify([two.runs, three.runs])).not.toMatch(/pelican-|otter-/);
  });
});
