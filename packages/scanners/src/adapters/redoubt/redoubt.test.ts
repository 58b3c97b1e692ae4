import { describe, expect, it } from "vitest";
import { ReportError } from "../../reading/report-error.ts";
import { fixture, parseAll, recorded } from "../../testing.ts";
import { runPack } from "./engine.ts";
import { PACK } from "./pack.ts";
import { redoubt } from "./scanner.ts";

const read = (name: string) => fixture(import.meta.dirname, name);

describe("redoubt", () => {
  it("reads a recorded run", async () => {
    const { findings, notices } = await parseAll(
      redoubt,
      recorded({ stdout: read("recorded.json"), stderr: read("recorded.stderr.ndjson") }),
      { dependencyPaths: ["lib"] },
    );
    expect(findings.map((f) => [f.detector, f.severity, f.path, f.startLine, f.dependency])).toEqual([
      ["redoubt/command-injection", "critical", "keeper/report.ts", 4, false],
      ["redoubt/disabled-tls-check", "high", "src/view.js", 1, false],
      ["redoubt/unguarded-setter", "high", "src/Bank.sol", 9, false],
      ["redoubt/call-before-write", "high", "src/Bank.sol", 14, false],
      ["redoubt/tx-origin-authorization", "high", "lib/dep/Old.sol", 7, true],
      ["redoubt/unchecked-low-level-call", "medium", "lib/dep/Old.sol", 8, true],
    ]);
    expect(findings[3]).toMatchObject({ classes: { cwe: ["CWE-841"], swc: ["SWC-107"], scwe: ["SCWE-046"] } });
    expect(findings[3]?.description).toMatch(
      /`balances` is read before this call.*\n\n.*checks, effects, interactions/,
    );
    expect(notices).toEqual([{ kind: "not-scanned", path: "src/Binary.sol", reason: "binary content" }]);
  });

  it("yields nothing for an empty report", async () => {
    expect(await parseAll(redoubt, recorded({ stdout: read("empty.json") }))).toEqual({ findings: [], notices: [] });
  });

  it("keeps what came before a cut and says that it was cut", async () => {
    const { findings, error } = await parseAll(redoubt, recorded({ stdout: read("truncated.json") }));
    expect(findings.length).toBeLessThanOrEqual(1);
    expect(error).toBeInstanceOf(ReportError);
    expect(error).toMatchObject({ code: "truncated" });
    expect((await parseAll(redoubt, recorded({ stdout: "" }))).error).toBeInstanceOf(ReportError);
  });

  it("survives a hostile report", async () => {
    const { findings, notices, error } = await parseAll(redoubt, recorded({ stdout: read("hostile.json") }));
    expect(error).toBeUndefined();
    expect(findings.map((f) => [f.detector, f.path, f.startLine, f.endLine])).toEqual([
      ["constructor", undefined, undefined, undefined],
      ["redoubt/eval", "a b/$(id).sol", 9, 9],
      ["redoubt/y", "src/A.sol", undefined, undefined],
    ]);
    expect(notices).toHaveLength(5);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("tells every detector, and which were there before the demo", () => {
    const told = redoubt.detectors("1.0.0");
    expect(told).not.toBe("unknown");
    expect(told).toHaveLength(PACK.length);
    expect(PACK.filter((detector) => detector.predatesDemo)).toHaveLength(PACK.length);
  });

  it("runs on a work list from standard input, own files first, never on arguments", async () => {
    const command = await redoubt.command({
      root: "/host/x",
      files: ["lib/A.sol", "-oProxyCommand=x.sol", "$(id).ts", "a.d.ts", "b.min.js", "c.py", "src/B.sol"],
      dependencyPaths: ["lib"],
      language: "solidity",
      config: {},
    });
    expect(command.argv.join(" ")).not.toContain("ProxyCommand");
    expect(JSON.parse(command.stdin ?? "").files).toEqual([
      "-oProxyCommand=x.sol",
      "$(id).ts",
      "src/B.sol",
      "lib/A.sol",
    ]);
    expect(command.readOnly.map((mount) => mount.target)).toContain("/tool/node_modules");
  });
});

describe("the engine", () => {
  const run = (path: string, text: string) => [...runPack([{ path, text }])];

  it("resolves modifiers and state of bases in other files", () => {
    const base = {
      path: "lib/Owned.sol",
      text: "contract Owned { address owner; uint256 internal fee; modifier gate() { if (msg.sender != owner) revert(); _; } }",
    };
    const open = { path: "a.sol", text: "contract A is Owned { function setFee(uint256 x) external { fee = x; } }" };
    const shut = {
      path: "b.sol",
      text: "contract B is Owned { function setFee(uint256 x) external gate { fee = x; } }",
    };
    const found = [...runPack([base, open, shut])].flatMap((each) => ("alarm" in each ? [each.alarm] : []));
    expect(found.map(({ detector, path }) => [detector, path])).toEqual([["redoubt/unguarded-setter", "a.sol"]]);
  });

  it("reads the notation of old compilers", () => {
    const text = `pragma solidity ^0.4.11;
contract Old {
  mapping(address => uint) balances;
  function withdraw() public {
    if (!(msg.sender.call.value(balances[msg.sender])())) { throw; }
    balances[msg.sender] = 0;
  }
  function() payable { sink.delegatecall(msg.data); }
}`;
    const found = run("Old.sol", text).flatMap((each) => ("alarm" in each ? [each.alarm] : []));
    expect(found.map(({ detector, startLine }) => [detector, startLine])).toEqual([
      ["redoubt/call-before-write", 5],
      ["redoubt/unchecked-low-level-call", 8],
    ]);
  });

  it("shows weaknesses of test code as info, but keys at full weight", () => {
    const solidity = "contract T { function f(address payable a) public { a.send(1); } }";
    const script = 'const privateKey = "0x3f1c9e0d4b7a86521fce0937da5b42e86017c3bf9d2e4a5860b1d7f3c9e8a642";';
    const seen = [
      ...runPack([
        { path: "test/T.t.sol", text: solidity },
        { path: "test/a.ts", text: script },
      ]),
    ];
    const alarms = seen.flatMap((each) => ("alarm" in each ? [each.alarm] : []));
    expect(alarms.map(({ path, severity, tags }) => [path, severity, tags])).toEqual([
      ["test/a.ts", "medium", ["secret", "test"]],
      ["test/T.t.sol", "info", ["test"]],
    ]);
  });

  it("reports a file that it cannot look into, and goes on", () => {
    const deep = `contract A { function f() public { x = ${"(".repeat(40_000)}1${")".repeat(40_000)}; } }`;
    expect(run("deep.sol", deep)).toEqual([
      { problem: { path: "deep.sol", reason: expect.stringMatching(/^nested too deeply for \d+ of \d+ detectors$/) } },
    ]);
    const huge = "// eval is not used\n".repeat(80_000);
    expect(run("huge.ts", huge)).toEqual([{ problem: { path: "huge.ts", reason: "cannot be parsed" } }]);
    const squeezed = `var a=[${"1,".repeat(40_000)}1];`;
    expect(run("a.js", squeezed)).toEqual([{ problem: { path: "a.js", reason: expect.stringMatching(/^squeezed/) } }]);
    expect(run("broken.sol", "contract A { function ( { } uint = ; ] }")).toEqual([]);
    expect(run("empty.ts", "")).toEqual([]);
  });

  it("never prints what a secret says", () => {
    const key = "0x3f1c9e0d4b7a86521fce0937da5b42e86017c3bf9d2e4a5860b1d7f3c9e8a642";
    const text = JSON.stringify(run("a.ts", `const privateKey = "${key}";`));
    expect(text).toContain("redoubt/private-key-literal");
    expect(text).not.toContain(key.slice(2, 12));
  });
});
