import { spawnSync } from "node:child_process";
import path from "node:path";
import { NormalizedFinding } from "@redoubt/domain/finding";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTree, workingSandbox } from "../pipeline/testing.ts";

const COMMAND = path.join(import.meta.dirname, "scan.ts");
const sandbox = await workingSandbox();

function scan(...argv: string[]) {
  const run = spawnSync(process.execPath, [COMMAND, ...argv], { encoding: "utf8", maxBuffer: 1 << 26 });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

describe("scan, wrong usage", () => {
  it.each([
    [[]],
    [["a", "b"]],
    [["--nonsense"]],
    [[".", "--scanner", "slither"]],
    [[".", "--format", "xml"]],
    [[".", "--fail-on", "severe"]],
    [["/no/such/folder"]],
  ])("ends with 2 for %j and prints nothing to standard output", (argv) => {
    const { code, stdout, stderr } = scan(...argv);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("usage: npm run scan");
  });

  it("explains itself", () => {
    const { code, stdout } = scan("--help");
    expect(code).toBe(0);
    expect(stdout).toContain("--fail-on");
  });
});

describe.skipIf(sandbox === undefined)("scan, for real", () => {
  const HEADER = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\n";
  let tree = { folder: "", remove: () => undefined as void };
  beforeAll(() => {
    tree = makeTree({
      "foundry.toml": "",
      ".env": "DATABASE=postgresql://app:hunter2pass@db.internal.corp:5432/app\n",
      "src/Pay.sol": `${HEADER}import {Base} from "dep/Base.sol";\ncontract Pay is Base {\n    function push(address to) external {\n        to.call("");\n    }\n    function known(address to) external {\n        // solhint-disable-next-line\n        to.call("");\n    }\n}\n`,
      "src/$(touch x); \u202e.sol": `${HEADER}contract Odd { function f(address a) external view { require(tx.origin == a); } }\n`,
      "test/Pay.t.sol": `${HEADER}contract PayTest { function f(address a) external { a.call(""); } }\n`,
      "lib/dep/src/Base.sol": `${HEADER}contract Base { function g(address a) external { a.call(""); } }\n`,
      "keeper/package.json": "{}",
      "keeper/run.ts":
        'import { exec } from "node:child_process";\nexport const run = (a: string) => exec(`ls ${a}`);\n',
      "keeper/broken.ts": "const = ;\n",
    });
  });
  afterAll(() => tree.remove());

  it("prints an array of findings and nothing else, paths relative to the folder", () => {
    const { code, stdout, stderr } = scan(
      tree.folder,
      "--format",
      "json",
      "--scanner",
      "solhint",
      "--scanner",
      "eslint-security",
    );
    expect(code).toBe(0);
    const findings = NormalizedFinding.array().parse(JSON.parse(stdout));
    const rows = findings.map((f) => [f.detector, f.path, f.startLine, f.dependency, f.suppressed?.by, f.tags.join()]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ["no-unchecked-calls", "src/Pay.sol", 6, false, undefined, ""],
        ["no-unchecked-calls", "src/Pay.sol", 10, false, "in-code", ""],
        ["no-unchecked-calls", "test/Pay.t.sol", 3, false, undefined, "test"],
        ["no-unchecked-calls", "lib/dep/src/Base.sol", 3, true, undefined, ""],
        ["avoid-tx-origin", "src/$(touch x); \u202e.sol", 3, false, undefined, ""],
        ["security/detect-child-process", "keeper/run.ts", 2, false, undefined, ""],
      ]),
    );
    const push = findings.find((f) => f.path === "src/Pay.sol");
    expect(push).toMatchObject({ container: "Pay", callable: "push" });
    expect(push?.fingerprints.map(({ algorithm }) => algorithm)).toEqual(["context", "line"]);
    expect(stderr).toContain("keeper/broken.ts: Parsing error");
    expect(stderr).toMatch(/solhint: succeeded, \d+ results in/);
  }, 60_000);

  it("lists worst first for people, folds what is not theirs, and lets no name steer the terminal", () => {
    const { stdout } = scan(tree.folder, "--scanner", "solhint");
    expect(stdout.split("\n")[0]).toMatch(/^SEVERITY +PLACE +WHERE +WHAT +DETECTOR$/);
    expect(stdout).not.toContain("\u202e");
    expect(stdout).not.toContain("lib/dep");
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(
      /^0 critical, .*; not listed: 1 in code of others, 1 suppressed$/,
    );
  }, 60_000);

  it("masks secrets in every format", () => {
    for (const format of ["table", "json", "sarif"]) {
      const { stdout, stderr } = scan(tree.folder, "--format", format, "--scanner", "secretlint");
      expect(stdout).toContain("PostgreSQL");
      expect(stdout + stderr).not.toContain("hunter2pass");
    }
  }, 60_000);

  it("ends with 1 only when asked to and something is that bad", () => {
    const solhint = ["--scanner", "solhint", "--format", "sarif"];
    expect(scan(tree.folder, ...solhint, "--fail-on", "high").code).toBe(0);
    const failed = scan(tree.folder, ...solhint, "--fail-on", "medium");
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({
      version: "2.1.0",
      runs: [{ tool: { driver: { name: "solhint" } } }],
    });
  }, 60_000);

  it("ends with 3 when nothing could be scanned", () => {
    const broken = makeTree({ "foundry.toml": "", "src/A.sol": "contract A { nonsense }" });
    const { code, stdout, stderr } = scan(broken.folder, "--scanner", "forge-lint", "--format", "json");
    broken.remove();
    expect([code, stdout]).toEqual([3, "[]\n"]);
    expect(stderr).toContain("does not compile: Error");
    const empty = makeTree({});
    expect(scan(empty.folder).code).toBe(3);
    empty.remove();
  }, 60_000);
});
