import { describe, expect, it } from "vitest";
import { fixture, parseAll, recorded } from "../../testing.ts";
import { RATINGS } from "./detectors.ts";
import { forgeLint } from "./scanner.ts";

const read = (name: string) => fixture(import.meta.dirname, name);

describe("forge lint", () => {
  it("reads a recorded run from standard error", async () => {
    const text = read("recorded.ndjson");
    const { findings, notices } = await parseAll(forgeLint, recorded({ stderr: text }));
    expect(findings).toHaveLength(text.trimEnd().split("\n").length);
    expect(notices).toEqual([]);
    expect(findings.find((f) => f.detector === "incorrect-shift")).toMatchObject({
      severity: "medium",
      path: "src/Vault.sol",
      startLine: 27,
      endLine: 27,
      classes: { cwe: ["CWE-683"] },
    });
    expect(findings.filter((f) => !Object.hasOwn(RATINGS, f.detector))).toEqual([]);
  });

  it("makes gas and style opinions info with their tag", async () => {
    const { findings } = await parseAll(forgeLint, recorded({ stderr: read("recorded.ndjson") }));
    const tagged = findings.filter((f) => f.tags.includes("gas") || f.tags.includes("style"));
    expect(tagged.length).toBeGreaterThan(10);
    expect(new Set(tagged.map((f) => f.severity))).toEqual(new Set(["info"]));
    expect(findings.find((f) => f.detector === "asm-keccak256")?.tags).toEqual(["gas"]);
  });

  it("names the first compiler error when the root does not compile", async () => {
    const { findings, notices } = await parseAll(
      forgeLint,
      recorded({ stderr: read("does-not-compile.txt"), exitCode: 1 }),
    );
    expect(findings).toEqual([]);
    expect(notices).toEqual([
      {
        kind: "not-scanned",
        reason:
          'does not compile: Error (9574): Type literal_string "a" is not implicitly convertible to expected type uint256. (src/A.sol:2:36)',
      },
    ]);
  });

  it("tells a failed run without any text from a clean one", async () => {
    expect(await parseAll(forgeLint, recorded({ stderr: read("empty.ndjson") }))).toEqual({
      findings: [],
      notices: [],
    });
    const failed = await parseAll(forgeLint, recorded({ stderr: "", exitCode: 137 }));
    expect(failed.notices).toHaveLength(1);
  });

  it("keeps the whole lines of a cut output", async () => {
    const { findings } = await parseAll(forgeLint, recorded({ stderr: read("truncated.ndjson"), exitCode: 143 }));
    expect(findings).toHaveLength(2);
  });

  it("survives hostile output", async () => {
    const { findings, notices, error } = await parseAll(forgeLint, recorded({ stderr: read("hostile.ndjson") }));
    expect(error).toBeUndefined();
    expect(findings.map((f) => [f.detector, f.path, f.startLine, f.endLine, f.severity])).toEqual([
      ["constructor", undefined, undefined, undefined, "low"],
      ["unsafe-typecast", "src/A.sol", 9, 9, "low"],
      ["unchecked-call", undefined, undefined, undefined, "medium"],
    ]);
    expect(notices).toEqual([{ kind: "not-scanned", path: "src/B.sol", reason: "x" }]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("marks what a comment hides", async () => {
    const [first = ""] = read("recorded.ndjson").split("\n");
    const { findings } = await parseAll(
      forgeLint,
      recorded({ stderr: `${first.slice(0, -1)},"suppressed":true}\n${first}\n` }),
    );
    expect(findings.map((f) => f.suppressed?.by)).toEqual(["in-code", undefined]);
  });

  it("runs on our configuration and compilers only", async () => {
    const target = {
      root: "/host/x",
      files: [],
      dependencyPaths: [],
      language: "solidity",
      compilers: [{ version: "0.8.24", directory: "/host/solc/0.8.24" }],
      config: { foundryConfig: "/host/job/foundry.toml" },
    };
    const command = await forgeLint.command(target);
    expect(command.env).toMatchObject({ FOUNDRY_CONFIG: "/tool/foundry.toml", FOUNDRY_OFFLINE: "true" });
    expect(command.readOnly).toContainEqual({ source: "/host/job/foundry.toml", target: "/tool/foundry.toml" });
    expect(command.readOnly).toContainEqual({ source: "/host/solc/0.8.24", target: "/home/sandbox/.svm/0.8.24" });
    await expect(forgeLint.command({ ...target, config: {} })).rejects.toThrow("no generated foundry configuration");
  });
});
