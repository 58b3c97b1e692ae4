import { describe, expect, it } from "vitest";
import { fixture, parseAll, recorded } from "../../testing.ts";
import { RATINGS } from "./detectors.ts";
import { ENABLED_RULES } from "./rules.ts";
import { eslintSecurity } from "./scanner.ts";

const read = (name: string) => fixture(import.meta.dirname, name);
const secretKey = "organization key";

describe("eslint-security", () => {
  it("reads a recorded run, with what comments suppress marked", async () => {
    const { findings, notices } = await parseAll(
      eslintSecurity,
      recorded({ stdout: read("recorded.json"), stderr: read("recorded.stderr.ndjson") }),
      { secretKey },
    );
    expect(findings.map((f) => [f.detector, f.path, f.startLine, f.suppressed?.by])).toEqual([
      ["security/detect-child-process", "src/run.ts", 7, undefined],
      ["security/detect-eval-with-expression", "src/run.ts", 8, undefined],
      ["security/detect-non-literal-regexp", "src/run.ts", 11, undefined],
      ["no-secrets/no-secrets", "src/run.ts", 13, undefined],
      ["security/detect-non-literal-fs-filename", "src/run.ts", 10, "in-code"],
      ["no-unsanitized/property", "src/view.jsx", 3, "in-code"],
    ]);
    expect(findings[0]?.classes.cwe).toEqual(["CWE-78"]);
    expect(findings[3]).toMatchObject({ description: "Found a string with entropy 5.43: zX9q… (43 characters)" });
    expect(notices).toEqual([
      { kind: "not-scanned", path: "src/broken.js", reason: "Parsing error: Variable declaration expected. (line 1)" },
    ]);
  });

  it("reads the tool's own report, masks its secret and takes its suppressions", async () => {
    const { findings, notices } = await parseAll(eslintSecurity, recorded({ stdout: read("native.json") }), {
      secretKey,
    });
    expect(notices.map((n) => n.path)).toEqual(["src/broken.js"]);
    const secret = findings.find((f) => f.detector === "no-secrets/no-secrets");
    expect(secret?.description).toContain("zX9q… (43 characters)");
    expect(JSON.stringify(findings)).not.toContain("zX9qLm4TbV7cRw2NpK8sHd5JfG3yEa6uQ1oPiWtB0rZ");
    const ours = await parseAll(eslintSecurity, recorded({ stdout: read("recorded.json") }), { secretKey });
    expect(secret?.fingerprints).toEqual(ours.findings[3]?.fingerprints);
    expect(findings.find((f) => f.suppressed)?.detector).toBe("security/detect-non-literal-fs-filename");
    expect(findings.find((f) => f.detector === "no-eval")).toMatchObject({ severity: "medium" });
  });

  it("stores raw output without digests", () => {
    const stored = read("recorded.json")
      .split("\n")
      .map((line) => eslintSecurity.maskLine?.(line))
      .join("\n");
    expect(stored).not.toContain("secretDigest");
    expect(JSON.parse(stored)).toHaveLength(2);
  });

  it("tells an empty report from a cut one", async () => {
    expect(await parseAll(eslintSecurity, recorded({ stdout: read("empty.json") }))).toEqual({
      findings: [],
      notices: [],
    });
    const cut = await parseAll(eslintSecurity, recorded({ stdout: read("truncated.json") }));
    expect(cut.findings.length).toBeGreaterThan(0);
    expect(cut.error).toMatchObject({ code: "truncated" });
  });

  it("survives a hostile report", async () => {
    const { findings, notices, error } = await parseAll(eslintSecurity, recorded({ stdout: read("hostile.json") }));
    expect(error).toBeUndefined();
    expect(findings.map((f) => [f.detector, f.path, f.startLine, f.endLine, f.severity])).toEqual([
      ["toString", undefined, undefined, undefined, "info"],
      ["no-secrets/no-secrets", "a.js", 4, 4, "medium"],
      ["no-secrets/no-secrets", "a.js", undefined, undefined, "medium"],
      ["no-eval", "a.js", 2, 2, "medium"],
    ]);
    expect(JSON.stringify(findings)).not.toContain("leaky-value");
    expect(notices).toHaveLength(2);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("rates every rule that it switches on, and leaves out types and squeezed code", async () => {
    expect(Object.keys(ENABLED_RULES).filter((rule) => !Object.hasOwn(RATINGS, rule))).toEqual([]);
    const command = await eslintSecurity.command({
      root: "/host/x",
      files: ["a.ts", "a.d.ts", "lib.min.js", "b.jsx", "c.sol"],
      dependencyPaths: [],
      language: "typescript",
      config: {},
    });
    expect(JSON.parse(command.stdin ?? "").files).toEqual(["a.ts", "b.jsx"]);
  });
});
