import { describe, expect, it } from "vitest";
import { fixture, parseAll, recorded } from "../../testing.ts";
import { RATINGS } from "./detectors.ts";
import { upgradesCore } from "./scanner.ts";

const read = (name: string) => fixture(import.meta.dirname, name);
const target = {
  root: "/host/x",
  files: ["src/V.sol"],
  dependencyPaths: [],
  language: "solidity",
  compilers: [{ version: "0.8.28", directory: "/host/solc/0.8.28" }],
  config: { foundryConfig: "/host/job/foundry.toml", buildPaths: ["src"] },
};

describe("upgrades-core", () => {
  it("reads a recorded run that was compared with the revision before", async () => {
    const { findings, notices } = await parseAll(upgradesCore, recorded({ stdout: read("recorded.json") }), {
      dependencyPaths: ["node_modules/@openzeppelin/contracts"],
    });
    expect(notices).toEqual([]);
    const insert = findings.find((f) => f.detector === "storage-insert");
    expect(insert).toMatchObject({
      severity: "high",
      title: "Vault: Inserted emergencyCouncil before total",
      path: "src/V.sol",
      startLine: 8,
      tags: ["storage-layout"],
    });
    expect(findings.find((f) => f.detector === "storage-typechange")?.description).toContain("from uint128 to uint256");
    expect(findings.filter((f) => f.suppressed).map((f) => [f.detector, f.dependency])).toEqual([
      ["selfdestruct", false],
      ["state-variable-immutable", true],
    ]);
    expect(findings.filter((f) => !Object.hasOwn(RATINGS, f.detector))).toEqual([]);
  });

  it("names the compiler error when the root does not compile", async () => {
    const { findings, notices } = await parseAll(
      upgradesCore,
      recorded({ stderr: read("does-not-compile.txt"), exitCode: 1 }),
    );
    expect(findings).toEqual([]);
    expect(notices[0]?.reason).toMatch(/^does not compile: Error \(9574\)/);
    const silent = await parseAll(upgradesCore, recorded({ exitCode: 134 }));
    expect(silent.notices[0]?.reason).toBe("the check ended with code 134");
  });

  it("tells an empty result from a cut one", async () => {
    expect(await parseAll(upgradesCore, recorded({ stdout: read("empty.json") }))).toEqual({
      findings: [],
      notices: [],
    });
    const cut = await parseAll(upgradesCore, recorded({ stdout: read("truncated.json") }));
    expect(cut.findings.length).toBeGreaterThan(0);
    expect(cut.error).toMatchObject({ code: "truncated" });
  });

  it("survives hostile output", async () => {
    const { findings, error } = await parseAll(upgradesCore, recorded({ stdout: read("hostile.json") }));
    expect(error).toBeUndefined();
    expect(findings.map((f) => [f.detector, f.path, f.startLine, f.severity])).toEqual([
      ["constructor", undefined, 3, "medium"],
      ["toString", "src/A.sol", undefined, "medium"],
      ["storage-insert", "src/A.sol", undefined, "high"],
      ["delegatecall", undefined, undefined, "medium"],
    ]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("hands the layout of the revision before to the runner, if it is one", async () => {
    const layouts: unknown = JSON.parse(read("layouts.json"));
    const command = await upgradesCore.command({ ...target, config: { ...target.config, previousLayout: layouts } });
    expect(JSON.parse(command.stdin ?? "")).toMatchObject({ previous: layouts, files: ["src/V.sol"] });
    expect(command.outputFiles).toEqual(["layouts.json"]);
    const other = await upgradesCore.command({ ...target, config: { ...target.config, previousLayout: { a: 1 } } });
    expect(JSON.parse(other.stdin ?? "").previous).toBeNull();
    const targets = command.readOnly.map((mount) => mount.target);
    expect(new Set(targets).size).toBe(targets.length);
  });
});
