import path from "node:path";
import { findScanner, type Scanner } from "@redoubt/scanners";
import { afterAll, describe, expect, it } from "vitest";
import { checkCompiles } from "./compile.ts";
import { surveyRoots } from "./roots.ts";
import { runScanner, type ScannerRunOptions } from "./run-scanner.ts";
import { prepareRoot } from "./target.ts";
import { makeTree, testCompilers, workingSandbox } from "./testing.ts";

const HEADER = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\n";
const OPENZEPPELIN = path.resolve(import.meta.dirname, "../../../../node_modules/@openzeppelin/contracts");
const dependencyMounts = [{ source: OPENZEPPELIN, target: "node_modules/@openzeppelin/contracts" }];
const upgradeable = (storage: string) => `${HEADER}
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
contract Vault is UUPSUpgradeable {
    ${storage}
    function _authorizeUpgrade(address) internal view override { require(msg.sender == address(this)); }
}\n`;

const trees: { remove: () => void }[] = [];
const tree = (files: Record<string, string>): string => {
  const made = makeTree(files);
  trees.push(made);
  return made.folder;
};
afterAll(() => trees.forEach(({ remove }) => remove()));

function scannerOf(id: string): Scanner {
  const scanner = findScanner(id);
  if (scanner === undefined) throw new Error(`no scanner ${id}`);
  return scanner;
}

const sandbox = await workingSandbox();

describe.skipIf(sandbox === undefined)("scanners in the jail", () => {
  const options = (): ScannerRunOptions => {
    if (sandbox === undefined) throw new Error("no jail");
    return { sandbox, compilerStore: testCompilers };
  };

  it("lints a root that compiles, and names why another does not", async () => {
    const survey = await surveyRoots(
      tree({
        "good/foundry.toml": "",
        "good/src/A.sol": `${HEADER}contract A {\n    function f(address a) external {\n        a.call("");\n        // forge-lint: disable-next-line\n        a.call("x");\n    }\n}\n`,
        "bad/foundry.toml": "",
        "bad/src/B.sol": `${HEADER}contract B is Missing { }\n`,
      }),
    );
    const run = await runScanner(scannerOf("forge-lint"), survey, options());
    expect(run.findings.map((f) => [f.detector, f.path, f.container, f.callable])).toContainEqual([
      "unchecked-call",
      "good/src/A.sol",
      "A",
      "f",
    ]);
    const calls = run.findings.filter((f) => f.detector === "unchecked-call");
    expect(calls.map((f) => [f.startLine, f.suppressed?.by])).toEqual([
      [5, undefined],
      [7, "in-code"],
    ]);
    expect(run).toMatchObject({ outcome: "partial", sandboxed: true, scannedFiles: ["good/src/A.sol"] });
    expect(run.notScanned).toEqual([
      { root: "bad", reason: expect.stringMatching(/^does not compile: Error \(7920\).*src\/B\.sol:3:15/) },
    ]);
  });

  it("compares storage with the revision before", async () => {
    const survey = (storage: string) =>
      surveyRoots(tree({ "foundry.toml": "", "src/Vault.sol": upgradeable(storage) }), { dependencyMounts });
    const first = await runScanner(scannerOf("upgrades-core"), await survey("uint256 total;"), options());
    expect([first.outcome, first.failure]).toEqual(["succeeded", null]);
    expect(first.findings.filter((f) => f.detector.startsWith("storage-"))).toEqual([]);
    const second = await runScanner(scannerOf("upgrades-core"), await survey("address council; uint256 total;"), {
      ...options(),
      previousStates: first.states,
    });
    const change = second.findings.find((f) => f.detector === "storage-insert");
    expect(change).toMatchObject({
      title: "Vault: Inserted council before total",
      path: "src/Vault.sol",
      severity: "high",
      container: "Vault",
    });
    expect(second.configDigest).toBe(first.configDigest);
  });

  it("keeps raw output without what could give a secret away", async () => {
    const survey = await surveyRoots(
      tree({ "config.ts": 'export const db = "mongodb://a:hunter2pass@db.corp.internal/x";\n' }),
    );
    const raw: string[] = [];
    const run = await runScanner(scannerOf("secretlint"), survey, {
      ...options(),
      secretKey: "key",
      keepRaw: async ({ lines }) => {
        for await (const line of lines) raw.push(line);
      },
    });
    expect(run.findings[0]?.fingerprints.map(({ algorithm }) => algorithm)).toContain("secret");
    expect(raw.join("\n")).toContain("MongoDBConnection");
    expect(raw.join("\n")).not.toMatch(/hunter2pass|secretDigest/);
  });

  it("says whether foundry, Hardhat and bare roots compile, with what the tree shares from above", async () => {
    const folder = tree({
      "node_modules/dep/Dep.sol": `${HEADER}contract Dep {}\n`,
      "packages/a/hardhat.config.js":
        'require("child_process").execSync("touch /job/RAN"); module.exports = { solidity: "0.8.24" };',
      "packages/a/contracts/A.sol": `${HEADER}import "dep/Dep.sol"; contract A is Dep {}\n`,
      "packages/b/foundry.toml": 'ffi = true\n[profile.default]\nsolc = "0.8.24"\n',
      "packages/b/src/B.sol": `${HEADER}contract B { string constant s = hex"zz"; }\n`,
      "packages/c/foundry.toml": '[profile.default]\nsolc = "0.3.0"\n',
      "packages/c/src/C.sol": "contract C {}",
    });
    const answers: Record<string, string | null> = {};
    for (const plan of (await surveyRoots(folder)).roots) {
      const prepared = await prepareRoot(plan, { folder, compilerStore: testCompilers });
      const result = await checkCompiles(prepared, options());
      await prepared.dispose();
      answers[plan.root.path] = result.compiles === "yes" ? "yes" : result.reason;
    }
    expect(answers["packages/a"]).toBe("yes");
    expect(answers["packages/b"]).toMatch(/^Error \(8936\): .* \(src\/B\.sol:3:34\)$/);
    expect(answers["packages/c"]).toBe("there is no solc 0.3.0 on npm");
  });

  it("stops when it is told to", async () => {
    const survey = await surveyRoots(tree({ "a.sol": `${HEADER}contract A {}\n` }));
    const run = runScanner(scannerOf("solhint"), survey, {
      ...options(),
      signal: AbortSignal.abort(new Error("stop")),
    });
    await expect(run).rejects.toThrow("stop");
  });
});
