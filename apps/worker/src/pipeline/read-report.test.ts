import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startOwnProcess } from "@redoubt/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBy, type ReadReportOptions, readReport, reportProgram } from "./read-report.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "redoubt-read-report-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string, options: Partial<ReadReportOptions> = {}) {
  const file = path.join(folder, "report");
  writeFileSync(file, text);
  return readReport(file, { dependencyPaths: ["lib"], ...options });
}

const result = (text: string) => ({ ruleId: "r", message: { text } });
const sarif = (results: object[]) =>
  JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: "Some Tool", version: "1" } }, results }] });
const LEAK = [
  { RuleID: "key", Secret: "pelican-9Qd2-mast-7Zr", Match: "pelican-9Qd2-mast-7Zr", File: "lib/a.ts", StartLine: 1 },
];

describe("reading a report in a process of its own", () => {
  it("hands over runs, findings, decisions and the independent count", async () => {
    const told: string[] = [];
    const report = await read(sarif(Array.from({ length: 450 }, (_, at) => result(`text ${at}`))), {
      count: true,
      onFormat: (title) => told.push(title),
      onRun: (run) => told.push(`${run.title} ${run.results}`),
    });
    expect(report).toMatchObject({ kind: "report", format: "sarif", stated: 450, refused: null });
    expect(report.runs.map((run) => [run.scanner, run.findings.length])).toEqual([["some-tool", 450]]);
    expect(report.runs[0]?.findings[449]?.description).toBe("text 449");
    expect(told).toEqual(["SARIF", "Some Tool 450"]);
    const vex = { "@context": "https://openvex.dev/ns", statements: [{ vulnerability: "CVE-1", status: "fixed" }] };
    expect((await read(JSON.stringify(vex))).runs).toMatchObject([
      { statements: [{ vulnerability: "CVE-1", status: "fixed" }] },
    ]);
  });

  it("lets secrets out masked, with their keyed hash, and knows folders of others", async () => {
    const report = await read(JSON.stringify(LEAK), { secretKey: "key" });
    expect(report.runs[0]?.findings).toMatchObject([{ dependency: true, fingerprints: [{ algorithm: "secret" }] }]);
    expect(JSON.stringify(report)).not.toContain("pelican-");
  });

  it("takes a report for what it was said to be, and refuses it where it is not", async () => {
    const text = sarif([result("a")]);
    expect(await read(text, { format: "sarif" })).toMatchObject({ format: "sarif", refused: null });
    const wrong = await read(text, { format: "slither", count: true });
    expect(wrong).toMatchObject({
      format: "slither",
      runs: [],
      refused: expect.stringMatching(/^The report cannot be read/),
    });
    // By its content this is a table of findings, and by its first column a report of nobody.
    const table = "title,severity,file\nUnchecked send,high,src/Vault.sol\n";
    expect((await read(table, { format: "generic" })).runs[0]?.findings).toHaveLength(1);
    expect(await read("<!DOCTYPE a><a/>", { format: "zap" })).toMatchObject({
      refused: expect.stringContaining("DTD"),
    });
  });

  it("refuses in words what is no report, damaged, or dangerous", async () => {
    expect(await read('{"hello":1}')).toMatchObject({
      kind: "unknown",
      format: null,
      refused: expect.stringContaining("hello"),
      runs: [],
    });
    expect(await read(sarif([result("a")]).slice(0, -5))).toMatchObject({
      ...{ kind: "report", format: "sarif", runs: [] },
      refused: expect.stringMatching(/^The report cannot be read: the report ends in the middle/),
    });
    expect(await read("<!DOCTYPE a><a/>")).toMatchObject({ refused: expect.stringContaining("DTD") });
  });

  it("refuses what needs more memory or time than it may have", async () => {
    const large = sarif(Array.from({ length: 3000 }, () => result("x".repeat(15_000))));
    expect(await read(large, { limits: { memoryMb: 40, timeoutMs: 120_000 } })).toMatchObject({
      ...{ format: "sarif", runs: [] },
      refused: "Reading needs more than 40 MB of memory: split the report.",
    });
    expect(await read(large, { limits: { memoryMb: 512, timeoutMs: 1 } })).toMatchObject({
      ...{ runs: [], refused: "Reading took longer than 0 s." },
    });
  });

  it("stops when it is told to", async () => {
    const controller = new AbortController();
    const reading = read(sarif([]), { signal: controller.signal });
    controller.abort(new Error("stop"));
    await expect(reading).rejects.toThrow("stop");
  });

  it("may read nothing but the product and its file", async () => {
    const file = path.join(folder, "elsewhere.json");
    writeFileSync(file, sarif([]));
    const other = startOwnProcess(reportProgram(path.join(folder, "report")));
    await expect(readBy(other, file, { dependencyPaths: [] })).rejects.toThrow("ERR_ACCESS_DENIED");
  });
});
