import { describe, expect, it } from "vitest";
import { ReportError } from "../../reading/report-error.ts";
import { fixture, parseAll, recorded } from "../../testing.ts";
import { ENABLED_RULES, RATINGS } from "./detectors.ts";
import { solhint } from "./scanner.ts";

const read = (name: string) => fixture(import.meta.dirname, name);

describe("solhint", () => {
  it("reads a recorded run", async () => {
    const { findings, notices } = await parseAll(
      solhint,
      recorded({ stdout: read("recorded.json"), stderr: read("recorded.stderr.ndjson") }),
      { dependencyPaths: ["lib"] },
    );
    expect(findings.map((f) => [f.detector, f.severity, f.path, f.startLine, f.dependency])).toEqual([
      ["func-visibility", "low", "lib/dep/Old.sol", 2, true],
      ["avoid-suicide", "low", "lib/dep/Old.sol", 2, true],
      ["avoid-tx-origin", "medium", "src/Pay.sol", 8, false],
      ["no-unchecked-calls", "medium", "src/Pay.sol", 9, false],
      ["check-send-result", "medium", "src/Pay.sol", 10, false],
      ["no-unchecked-calls", "medium", "src/Pay.sol", 15, false],
    ]);
    expect(notices.map((n) => [n.kind, n.path])).toEqual([
      ["not-scanned", "src/Broken.sol"],
      ["not-scanned", "src/Gone.sol"],
    ]);
  });

  it("keeps what a comment suppresses, marked", async () => {
    const { findings } = await parseAll(solhint, recorded({ stdout: read("recorded.json") }));
    expect(findings.map((f) => f.suppressed?.by)).toEqual([...Array(5).fill(undefined), "in-code"]);
  });

  it("reads the tool's own report, with opinions as info", async () => {
    const { findings } = await parseAll(solhint, recorded({ stdout: read("native.json") }));
    expect(findings).toHaveLength(23);
    const natspec = findings.find((f) => f.detector === "use-natspec");
    expect(natspec).toMatchObject({ severity: "info", tags: ["style"] });
    expect(findings.find((f) => f.detector === "avoid-tx-origin")?.classes.swc).toEqual(["SWC-115"]);
  });

  it("yields nothing for an empty report", async () => {
    expect(await parseAll(solhint, recorded({ stdout: read("empty.json") }))).toEqual({ findings: [], notices: [] });
  });

  it("keeps what came before a cut and says that it was cut", async () => {
    const { findings, error } = await parseAll(solhint, recorded({ stdout: read("truncated.json") }));
    expect(findings).toHaveLength(1);
    expect(error).toBeInstanceOf(ReportError);
    expect(error).toMatchObject({ code: "truncated" });
  });

  it("survives a hostile report", async () => {
    const { findings, notices, error } = await parseAll(solhint, recorded({ stdout: read("hostile.json") }));
    expect(error).toBeUndefined();
    expect(findings.map((f) => [f.detector, f.path, f.startLine])).toEqual([
      ["avoid-tx-origin", undefined, undefined],
      ["avoid-tx-origin", "a b/$(id).sol", undefined],
      ["constructor", undefined, undefined],
      ["avoid-tx-origin", "src/A.sol", undefined],
    ]);
    expect(findings[2]).toMatchObject({ title: "constructor", severity: "info" });
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect(notices).toHaveLength(1);
  });

  it("rates every rule that it switches on", () => {
    expect(Object.keys(ENABLED_RULES).filter((rule) => !Object.hasOwn(RATINGS, rule))).toEqual([]);
    expect(solhint.detectors("6.2.4")).toHaveLength(Object.keys(ENABLED_RULES).length);
  });

  it("runs on a work list from standard input, never on arguments", async () => {
    const command = await solhint.command({
      root: "/host/x",
      files: ["-oProxyCommand=x.sol", "$(id).sol", "a.js"],
      dependencyPaths: [],
      language: "solidity",
      config: {},
    });
    expect(command.argv.join(" ")).not.toContain("ProxyCommand");
    expect(JSON.parse(command.stdin ?? "").files).toEqual(["-oProxyCommand=x.sol", "$(id).sol"]);
  });
});
