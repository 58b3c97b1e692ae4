import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import { NormalizedFinding } from "@redoubt/domain/finding";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTree, workingSandbox } from "../pipeline/testing.ts";

const COMMAND = path.join(import.meta.dirname, "scan.ts");
const sandbox = await workingSandbox();

const scan = (...argv: string[]) => scanAs({}, ...argv);

function scanAs(options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv }, ...argv: string[]) {
  const env = { ...process.env, ...options.env };
  const run = spawnSync(process.execPath, [COMMAND, ...argv], {
    ...options,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** Rights bind everyone but root: as root, tests of them run as nobody, where nobody may read the checkout. */
const ordinary = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const mayRead = spawnSync("/usr/bin/test", ["-r", COMMAND], ordinary).status === 0;
if (!mayRead) process.stderr.write(`skipped: a scan without rights to a file (nobody cannot read ${COMMAND})\n`);

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
    expect(stderr).toContain("usage: npm run -s scan");
  });

  it("tells a file from a folder that is not there", () => {
    expect(scan(COMMAND).stderr).toContain(`${COMMAND} is a file: name the folder that holds it`);
    expect(scan("/no/such/folder").stderr).toContain("there is no folder /no/such/folder");
  });

  it("never takes a fault of its own for something found", () => {
    const { code, stdout, stderr } = scanAs({ env: { NPM_REGISTRY: "nonsense" } }, import.meta.dirname);
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toContain("NPM_REGISTRY");
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
      "src/Broken.sol": "pragma solidity ^0.8.20;\ncontract Broken { function ( }\n",
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
    const algorithms = new Set(push?.fingerprints.map(({ algorithm }) => algorithm));
    expect(algorithms).toEqual(new Set(["context", "any/weakness", "any/function", "line"]));
    expect(stderr).toContain("keeper/broken.ts: Parsing error");
    expect(stderr).toContain("src/Broken.sol: solhint cannot read it: it is no valid Solidity");
    expect(stderr).toMatch(/solhint: partial, \d+ results in/);
  });

  it("lists worst first for people, folds what is not theirs, and lets no name steer the terminal", () => {
    const { stdout } = scan(tree.folder, "--scanner", "solhint");
    expect(stdout.split("\n")[0]).toMatch(/^SEVERITY +PLACE +WHERE +WHAT +DETECTOR$/);
    expect(stdout).not.toContain("\u202e");
    expect(stdout).not.toContain("lib/dep");
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(
      /^0 critical, .*; not listed: 1 in code of others, 1 suppressed$/,
    );
  });

  it("masks secrets in every format", () => {
    for (const format of ["table", "json", "sarif"]) {
      const { stdout, stderr } = scan(tree.folder, "--format", format, "--scanner", "secretlint");
      expect(stdout).toContain("PostgreSQL");
      expect(stdout + stderr).not.toContain("hunter2pass");
    }
  });

  it("ends with 1 only when asked to and something is that bad", () => {
    const solhint = ["--scanner", "solhint", "--format", "sarif"];
    expect(scan(tree.folder, ...solhint, "--fail-on", "high").code).toBe(0);
    const failed = scan(tree.folder, ...solhint, "--fail-on", "medium");
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({
      version: "2.1.0",
      runs: [{ tool: { driver: { name: "solhint" } } }],
    });
  });

  it("ends with 3 when nothing could be scanned, and says why", () => {
    const broken = makeTree({
      "foundry.toml": '[profile.default]\nsrc = "src"\nffi = true\n',
      "src/A.sol": "contract A { nonsense }",
    });
    const { code, stdout, stderr } = scan(broken.folder, "--scanner", "forge-lint", "--format", "json");
    broken.remove();
    expect([code, stdout]).toEqual([3, "[]\n"]);
    expect(stderr).toContain("does not compile: Error");
    expect(stderr).toContain("left out of its configuration, as dangerous here: ffi");
    expect(stderr).toMatch(/Nothing was scanned: .*does not compile: Error/);
  });

  it("ends with 3 for a folder without anything to scan, and prints no zeros that could pass for a result", () => {
    const empty = makeTree({});
    const table = scan(empty.folder);
    expect([table.code, table.stdout]).toEqual([3, ""]);
    expect(table.stderr).toContain(`Nothing was scanned: there is no file in ${empty.folder}.`);
    expect(JSON.parse(scan(empty.folder, "--format", "sarif").stdout)).toMatchObject({ version: "2.1.0", runs: [] });
    empty.remove();
    const text = makeTree({ "README.md": "# text\n" });
    const { code, stderr } = scan(text.folder, "--scanner", "solhint", "--scanner", "eslint-security");
    text.remove();
    expect(code).toBe(3);
    expect(stderr).toContain("Nothing was scanned: no file is for solhint (solidity) or ESLint security (javascript");
  });

  it.skipIf(!mayRead)(
    "scans what it may read, and names what it may not",
    () => {
      const locked = makeTree({ "A.sol": `${HEADER}contract A {}\n`, "B.sol": `${HEADER}contract B {}\n` });
      chmodSync(path.join(locked.folder, "A.sol"), 0o000);
      mkdirSync(path.join(locked.folder, "inner"));
      chmodSync(path.join(locked.folder, "inner"), 0o000);
      const home = makeTree({});
      chmodSync(home.folder, 0o777);
      const asOrdinary = { ...ordinary, env: { DATA_DIR: home.folder } };
      const sarif = scanAs(asOrdinary, locked.folder, "--scanner", "solhint", "--format", "sarif");
      chmodSync(path.join(locked.folder, "B.sol"), 0o000);
      const nothing = scanAs(asOrdinary, locked.folder, "--format", "json");
      locked.remove();
      home.remove();
      expect(sarif.code).toBe(0);
      expect(sarif.stderr).toContain("not scanned: A.sol: no right to read it");
      expect(sarif.stderr).toContain("not scanned: inner: no right to read it");
      expect(sarif.stderr).toContain("solhint: partial");
      const places = JSON.parse(sarif.stdout).runs[0].invocations[0].toolExecutionNotifications;
      expect(places.map((each: { message: object }) => each.message)).toContainEqual({
        text: "not scanned: no right to read it",
      });
      expect([nothing.code, nothing.stdout]).toEqual([3, "[]\n"]);
      expect(nothing.stderr).toContain("Nothing was scanned: none of the files may be read");
    },
    300_000,
  );
});
