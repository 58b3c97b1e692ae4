import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bluntInline } from "./poc-target.ts";
import { runPocs } from "./run-poc.ts";
import { makeTree, testCompilers, workingSandbox } from "./testing.ts";

const HEADER = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\n";
const VM = `interface Vm {
  function ffi(string[] calldata) external returns (bytes memory);
  function readFile(string calldata) external returns (string memory);
  function createSelectFork(string calldata) external returns (uint256);
  function deal(address, uint256) external;
  function skip(bool) external;
}
Vm constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
`;
const vault = (body: string) =>
  `${HEADER}contract Vault { mapping(address => uint256) public paid; receive() external payable { paid[msg.sender] += msg.value; } function take(address to) external { ${body} payable(to).transfer(address(this).balance); } }\n`;

const poc = (name: string, body: string, before = "") => ({
  id: name,
  fileName: `${name}.t.sol`,
  content: `${HEADER}import {Vault} from "../../src/Vault.sol";\nimport {vm} from "../harness/Vm.sol";\n
contract ${name} {
    Vault vault;
    function setUp() public { vault = new Vault(); vm.deal(address(vault), 1 ether); ${before} }
    ${body}
}\n`,
});

const steal = poc(
  "Steal",
  `function test_steal() public { vault.take(address(0xBEEF)); require(address(0xBEEF).balance == 1 ether, "nothing taken"); }`,
);
const sandbox = await workingSandbox();

describe.skipIf(sandbox === undefined)("runPocs", () => {
  const files = {
    "foundry.toml": '[profile.default]\nffi = true\nfs_permissions = [{ access = "read-write", path = "/" }]\n',
    ".env": "FOUNDRY_FFI=true\n",
    "test/harness/Vm.sol": HEADER + VM,
    "test/poc/Old.t.sol": "this is no Solidity",
  };
  const weak = makeTree({ ...files, "src/Vault.sol": vault("") });
  const fixed = makeTree({ ...files, "src/Vault.sol": vault('require(msg.sender == address(1), "only owner");') });
  const broken = makeTree({ ...files, "src/Vault.sol": vault("nonsense") });
  let log: string[] = [];
  beforeAll(() => {
    log = [];
  });
  afterAll(() => [weak, fixed, broken].forEach(({ remove }) => remove()));

  const run = async (folder: string, pocs: Parameters<typeof runPocs>[0]) => {
    if (sandbox === undefined) throw new Error("no jail");
    return runPocs(pocs, {
      folder,
      rootPath: "",
      sandbox,
      compilerStore: testCompilers,
      log: (_, line) => log.push(line),
    });
  };

  it("reproduces on the weak revision and not on the fixed one", async () => {
    const before = await run(weak.folder, [steal]);
    expect(before.get("Steal")).toMatchObject({
      verdict: "reproduces",
      reason: null,
      tests: [{ name: "test_steal()", passed: true, reason: null }],
      sandboxed: true,
    });
    const after = await run(fixed.folder, [steal]);
    expect(after.get("Steal")).toMatchObject({ verdict: "does-not-reproduce", reason: "test_steal(): only owner" });
    expect(log).toContain("pass test_steal()");
  });

  it("is an error, and moves nothing, where the test itself is at fault", async () => {
    const outcomes = await run(weak.folder, [
      steal,
      poc("Broken", "function test_x() public { vault.noSuchFunction(); }"),
      poc("Early", "function test_x() public {}", 'revert("no fixture");'),
      poc("Empty", "function helper() public {}"),
      poc("Skipped", "function test_x() public { vm.skip(true); }"),
    ]);
    expect(outcomes.get("Steal")?.verdict).toBe("reproduces");
    const reasons = Object.fromEntries([...outcomes].map(([id, { verdict, reason }]) => [id, `${verdict}: ${reason}`]));
    expect(reasons.Broken).toMatch(/^error: does not compile: Error \(9582\).*noSuchFunction/);
    expect(reasons.Early).toBe("error: setUp() failed: no fixture");
    expect(reasons.Empty).toBe("error: it holds no test");
    expect(reasons.Skipped).toBe("error: every test was skipped");
  });

  it("has no program, no file and no network to offer", async () => {
    const outcomes = await run(weak.folder, [
      poc("Ffi", 'function test_x() public { string[] memory c = new string[](1); c[0] = "id"; vm.ffi(c); }'),
      poc(
        "Files",
        '/// forge-config: default.fs_permissions = [{access = "read", path = "/"}]\n function test_x() public { vm.readFile("/etc/passwd"); }',
      ),
      poc("Fork", 'function test_x() public { vm.createSelectFork("http://127.0.0.1:8545"); }'),
    ]);
    expect(outcomes.get("Ffi")).toMatchObject({ verdict: "error", reason: expect.stringContaining("start a program") });
    expect(outcomes.get("Files")).toMatchObject({ verdict: "error", reason: expect.stringContaining("reach files") });
    expect(outcomes.get("Fork")).toMatchObject({ verdict: "error", reason: expect.stringContaining("fork of a live") });
  });

  it("says that the revision itself does not compile", async () => {
    const outcomes = await run(broken.folder, [steal]);
    expect(outcomes.get("Steal")?.verdict).toBe("error");
    expect(outcomes.get("Steal")?.reason).toMatch(/^does not compile: .*src\/Vault\.sol/);
    const elsewhere = await runPocs([steal], {
      folder: weak.folder,
      rootPath: "packages/none",
      sandbox: sandbox as NonNullable<typeof sandbox>,
      compilerStore: testCompilers,
    });
    expect(elsewhere.get("Steal")?.reason).toBe("the revision has no Solidity project at packages/none");
  });
});

describe("bluntInline", () => {
  it("keeps bounds of fuzzing and blunts everything else", () => {
    expect(bluntInline("/// forge-config: default.fuzz.runs = 10")).toBe("/// forge-config: default.fuzz.runs = 10");
    expect(bluntInline("/// forge-config: ci.invariant.depth = 10")).toContain("forge-config");
    expect(bluntInline("/// @custom:forge-config: default.ffi = true")).not.toContain("forge-config");
    expect(bluntInline("/// forge-config:default.fs_permissions = []")).not.toContain("forge-config");
  });
});
