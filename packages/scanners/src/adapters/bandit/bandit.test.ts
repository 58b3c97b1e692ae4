import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { banditFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(banditFormat, fixture(import.meta.dirname, name), at);

describe("Bandit", () => {
  it("reads lines and classes, and masks passwords that the text quotes", async () => {
    const { runs, findings } = await read("report.json");
    expect(findings).toMatchObject([
      {
        detector: "B602",
        severity: "high",
        confidence: "high",
        classes: { cwe: ["CWE-78"] },
        path: "scripts/deploy.py",
        startLine: 8,
        endLine: 10,
      },
      { detector: "B105", title: "Hardcoded password string", tags: ["secret"], severity: "low", startLine: 2 },
    ]);
    expect(findings[1]?.description).toBe("Possible hardcoded password: kest… (18 characters)");
    expect(JSON.stringify(runs)).not.toContain("kestrel-harbour");
    expect(runs[0]?.notices).toMatchObject([{ kind: "not-scanned", path: "scripts/old.py" }]);
  });
});
