import { describe, expect, it } from "vitest";
import { fixture, readReport } from "../../testing.ts";
import { eslintFormat } from "./format.ts";

const read = (name: string, at = {}) => readReport(eslintFormat, fixture(import.meta.dirname, name), at);

describe("ESLint", () => {
  it("rates security rules, folds style, masks secrets, and makes paths relative", async () => {
    const { runs, findings } = await read("report.json", { secretKey: "key" });
    expect(findings.map((f) => [f.detector, f.severity, f.tags[0], f.path])).toEqual([
      ["security/detect-child-process", "medium", undefined, "src/run.ts"],
      ["no-unused-vars", "info", "style", "src/run.ts"],
      ["security-node/detect-crlf", "medium", undefined, "src/run.ts"],
      ["no-secrets/no-secrets", "medium", "secret", "src/run.ts"],
      ["security/detect-eval-with-expression", "high", undefined, "src/run.ts"],
    ]);
    expect(findings[3]?.fingerprints).toMatchObject([{ algorithm: "secret" }]);
    expect(findings[4]?.suppressed).toEqual({ by: "in-code", reason: "only in tests" });
    expect(JSON.stringify(runs)).not.toContain("pelican");
    expect(runs[0]?.notices).toMatchObject([{ kind: "not-scanned", reason: "Parsing error: ';' expected." }]);
  });
});
