import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { fixture, inspected, readReport } from "../../testing.ts";
import { sarifFormat } from "./format.ts";

const read = (name: string) => fixture(import.meta.dirname, name);

const readAll = (report: string | Readable, root = "") => readReport(sarifFormat, report, { root });

describe("SARIF", () => {
  it("joins results with rules, artifacts and bases that come after them", async () => {
    const { runs, findings } = await readAll(read("rich.sarif"));
    expect(runs[0]).toMatchObject({
      scanner: "some-tool",
      title: "Some Tool!",
      version: "1.2.3",
      category: "nightly/core",
      detectors: ["R1", "R2", "X1"],
      results: 7,
    });
    expect(findings[0]).toMatchObject({
      detector: "R1/deep",
      title: "Call before write",
      description: "balance is written late",
      severity: "high",
      confidence: "high",
      classes: { cwe: ["CWE-362", "CWE-841"], swc: ["SWC-107"], scwe: ["SCWE-046"] },
      path: "packages/core/contracts/Vault One.sol",
      startLine: 7,
      endLine: 7,
      flow: [
        { path: "src/A.sol", line: 1, message: "enters" },
        { path: "src/B.sol", line: 2 },
      ],
      fingerprints: [
        { algorithm: "sarif/stable", version: 3, value: "abc" },
        { algorithm: "sarif/partial/primaryLocationLineHash", version: 1, value: "0123456789abcdef:1" },
      ],
    });
    expect(findings[1]).toMatchObject({ detector: "R2", severity: "critical" });
    expect(findings[2]).toMatchObject({ title: "Extension rule", path: "lib/dep/C.sol", dependency: true });
    expect(findings[3]).toMatchObject({ severity: "info", suppressed: { by: "tool", reason: "kind pass" } });
    expect(findings[4]).toMatchObject({ severity: "low", suppressed: { by: "in-code", reason: "known" } });
    expect(findings[5]?.suppressed).toBeUndefined();
    expect(findings[6]?.path).toBeUndefined();
    expect(findings[6]?.description).toBe("a page\n\nhttps://shop.test/cart?x=1");
  });

  it("reads ranks, scores, overrides, other kinds and renamed rules", async () => {
    const { runs, findings } = await readAll(read("complete.sarif"));
    expect(runs).toMatchObject([
      { scanner: "complete-tool", version: "4.5.6", category: "weekly/contracts", results: 12 },
    ]);
    expect(runs[0]?.detectors).toEqual(["CT-new", "CT-old", "CT-older", "CT-ranked", "CT-scored", "CT-overridden"]);
    expect(findings.slice(0, 6).map((f) => [f.detector, f.severity])).toEqual([
      // A level that the rule names goes before its rank.
      ["CT-new", "low"],
      ["CT-ranked", "critical"],
      ["CT-scored", "critical"],
      ["CT-overridden", "high"],
      ["CT-new", "info"],
      ["CT-new", "info"],
    ]);
    expect(findings[0]).toMatchObject({
      description: "amount may be zero",
      formerDetectors: ["CT-old", "CT-older"],
      path: "src/Win dows.sol",
      fingerprints: [
        { algorithm: "sarif/id", version: 1, value: "one" },
        { algorithm: "sarif/id", version: 2, value: "two" },
      ],
    });
    expect(findings[1]).toMatchObject({ path: "src/B.sol", description: "see the call and this" });
    expect(findings[2]?.classes.cwe).toEqual(["CWE-89"]);
    expect(findings[3]?.classes.cwe).toEqual(["CWE-352"]);
  });

  it("knows the three meanings of a suppression, by status and by state", async () => {
    const { findings } = await readAll(read("complete.sarif"));
    expect(findings.slice(5, 11).map((f) => [f.suppressed, f.description.split("\n\n").at(-1)])).toEqual([
      [{ by: "tool", reason: "kind notApplicable" }, "does not apply"],
      [{ by: "tool", reason: "agreed" }, "accepted by state"],
      [undefined, "A suppression was rejected: no reason given"],
      [undefined, "A suppression is under review."],
      [undefined, "an empty list suppresses nothing"],
      [{ by: "tool", reason: "absent since the tool's baseline" }, "gone"],
    ]);
  });

  it("knows Slither's own id of a result, and takes no other tool's", async () => {
    const results = [{ ruleId: "0-0-reentrancy-eth", partialFingerprints: { id: "5f1c" } }];
    const report = (name: string) =>
      JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name } }, results }] });
    const fingerprints = async (name: string) => (await readAll(report(name))).findings[0]?.fingerprints;
    expect(await fingerprints("Slither")).toEqual([{ algorithm: "tool/slither", version: 1, value: "5f1c" }]);
    expect(await fingerprints("Other")).toEqual([]);
  });

  it("takes the first flow that leads somewhere, also by index", async () => {
    const { findings } = await readAll(read("complete.sarif"));
    expect(findings[11]?.flow).toEqual([
      { path: "src/Shared.sol", line: 4, message: "shared step" },
      { path: "src/End.sol", line: 9 },
    ]);
  });

  it("tells a run without results from an empty one, and a failed one from both", async () => {
    const { runs } = await readAll(read("rich.sarif"));
    expect(runs.slice(1).map((run) => [run.scanner, run.resultsPresent, run.successful])).toEqual([
      ["silent", false, true],
      ["failed", true, false],
    ]);
  });

  it("reads back what our own scan command writes", async () => {
    const { runs, findings } = await readAll(read("own.sarif"));
    expect(runs.map((run) => run.scanner)).toEqual(["solhint", "secretlint"]);
    expect(findings.map((f) => [f.detector, f.severity, f.path, f.suppressed?.by])).toContainEqual([
      "no-unchecked-calls",
      "medium",
      "src/Pay.sol",
      "in-code",
    ]);
    expect(findings.every((f) => f.fingerprints.some(({ algorithm }) => algorithm === "sarif/partial/line"))).toBe(
      true,
    );
  });

  it("keeps the runs before a cut and refuses the rest", async () => {
    const { runs, error } = await readAll(read("truncated.sarif"));
    expect(runs).toEqual([]);
    expect(error).toMatchObject({ name: "ReportError", code: "truncated" });
  });

  it("survives a hostile report", async () => {
    const { runs, findings, error } = await readAll(read("hostile.sarif"));
    expect(error).toBeUndefined();
    const run = runs.at(-1);
    expect(run).toMatchObject({ scanner: "b", results: 7 });
    expect(run?.notices.map(({ reason }) => reason)).toEqual(["3 results are no objects and were left out"]);
    expect(findings.map((f) => [f.detector, f.path, f.startLine, f.severity])).toEqual([
      ["__proto__", undefined, undefined, "medium"],
      ["a", undefined, undefined, "medium"],
      ["b", undefined, undefined, "medium"],
      ["c", undefined, undefined, "medium"],
    ]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it.each([
    ['{"version":"1.0.0","runs":[]}', "wrong-format"],
    ['{"version":"2.1.0"}', "wrong-format"],
    ['{"runs":[]}', "wrong-format"],
    ["[]", "wrong-format"],
    ["<sarif/>", "not-json"],
    ["", "truncated"],
  ])("refuses %s as %s", async (text, code) => {
    const { error } = await readAll(text);
    expect(error).toMatchObject({ code });
  });

  it("leaves out what is beyond the limits, and says how much", async () => {
    const result = JSON.stringify({ ruleId: "r", message: { text: "t" } });
    const run = (results: number) =>
      `{"tool":{"driver":{"name":"many"}},"results":[${Array(results).fill(result).join(",")}]}`;
    const many = await readAll(`{"version":"2.1.0","runs":[${run(25_003)}]}`);
    expect(many.findings).toHaveLength(25_000);
    expect(many.runs[0]).toMatchObject({
      results: 25_003,
      notices: [{ kind: "limit", reason: "3 results beyond the limit of 25,000 were left out" }],
    });
    const runs = await readAll(`{"version":"2.1.0","runs":[${Array(22).fill(run(1)).join(",")}]}`);
    expect(runs.runs).toHaveLength(20);
    expect(runs.notices).toEqual([{ kind: "limit", reason: "2 runs beyond the limit of 20 were left out" }]);
    const deep = await readAll(Readable.from([`{"version":"2.1.0","runs":[`, "[".repeat(1_000_000)]));
    expect(deep.error).toMatchObject({ code: "too-deep" });
  });

  it("is known by its content", async () => {
    expect(await inspected(read("rich.sarif"))).toBe("sarif");
    expect(await inspected('\uFEFF{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[]}')).toBe(
      "sarif",
    );
    expect(await inspected('{"runs":[],"version":"2.1.0"}')).toBe("sarif");
    expect(await inspected('{"version":"2.1.0","vulnerabilities":[]}')).toContain("keys version, vulnerabilities");
  });
});
