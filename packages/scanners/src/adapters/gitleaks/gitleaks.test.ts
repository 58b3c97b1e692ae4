import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { gitleaksFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(gitleaksFormat, fixture(import.meta.dirname, name), at);

describe("Gitleaks", () => {
  it("masks the secret everywhere, and recognises it by a keyed hash", async () => {
    const { runs, findings } = await read("report.json", { secretKey: "key" });
    expect(findings[0]).toMatchObject({
      detector: "generic-api-key",
      severity: "high",
      tags: ["secret", "key"],
      path: "scripts/deploy.ts",
      startLine: 4,
      fingerprints: [
        {
          algorithm: "tool/gitleaks",
          value: "1f0c2d3e4b5a69788796a5b4c3d2e1f001234567:scripts/deploy.ts:generic-api-key:4",
        },
        { algorithm: "secret", version: 1 },
      ],
    });
    expect(findings[0]?.description).toContain("pel… (21 characters)".replace("pel…", "peli…"));
    expect(findings[1]?.description).toContain("value not shown");
    expect(findings[1]?.fingerprints.map(({ algorithm }) => algorithm)).toEqual(["tool/gitleaks"]);
    expect(JSON.stringify(runs)).not.toContain("pelican");
  });

  it("reads version 7", async () => {
    const { runs, findings } = await read("report-v7.json");
    expect(findings).toMatchObject([
      { detector: "Slack token", path: "config/app.yml", startLine: 12, tags: ["secret", "key", "Slack"] },
    ]);
    expect(JSON.stringify(runs)).not.toContain("pelican");
  });
});
