import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Decision, FindingFilters } from "@redoubt/domain/finding";
import { decideFinding, exportVex, getFinding, listFindings, requestImport } from "@redoubt/domain/finding/server";
import { createTestProject } from "@redoubt/domain/project/testing";
import { getScanRequest } from "@redoubt/domain/scan/server";
import type { ProjectDeps } from "@redoubt/domain/shared/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHandlerBench, type HandlerBench } from "../testing/handler-bench.ts";
import { importReport } from "./finding.ts";

const scope = { organization: "x", project: "x" };
let bench: HandlerBench;

beforeAll(async () => {
  bench = await createHandlerBench();
});
afterAll(() => bench.close());

const VAULT = `pragma solidity ^0.8.24;

contract Vault {
    function withdraw(uint256 amount) external {
        payable(msg.sender).send(amount);
    }
}
`;

const result = (ruleId: string, line: number, over: object = {}) => ({
  ruleId,
  level: "warning",
  message: { text: `${ruleId} here` },
  locations: [{ physicalLocation: { artifactLocation: { uri: "src/Vault.sol" }, region: { startLine: line } } }],
  ...over,
});
const run = (name: string, results: object[] | undefined, over: object = {}) => ({
  tool: { driver: { name, version: "1.2.3", rules: [{ id: "unchecked-send" }, { id: "timestamp" }] } },
  ...(results === undefined ? {} : { results }),
  ...over,
});
const sarif = (...runs: object[]) =>
  JSON.stringify({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs });

async function importText(text: string, revision?: number) {
  return (await importUpload(text, revision)).request;
}

async function importUpload(text: string, revision?: number, deps = bench.deps) {
  const stored = await bench.storage.put(deps.organizationId, text, { maxBytes: 1_000_000 });
  // Equal texts stand for reports of two days here; the same file twice would be one import.
  const upload = { name: "report.sarif", uploadKey: stored.key, sha256: randomUUID(), size: stored.size };
  const { id, number } = await requestImport(deps, { ...upload, ...(revision === undefined ? {} : { revision }) });
  const { rows } = await bench.test.owner.query("SELECT id FROM scan WHERE scan_request_id = $1", [id]);
  await importReport.run({ ...bench.context(rows[0].id), deps });
  return { request: await getScanRequest(deps, { ...scope, number, logTail: 50 }), key: stored.key };
}

async function findings() {
  const filters = FindingFilters.parse({});
  const page = await listFindings(bench.deps, { ...scope, filters, sort: "number", limit: 200 });
  return page.items.toReversed();
}

describe("an uploaded report", () => {
  it("becomes findings with their functions when the revision is known, and is recognised again", async () => {
    const revision = await bench.commit({ "src/Vault.sol": VAULT });
    const report = sarif(run("Slither", [result("unchecked-send", 5)], { automationDetails: { id: "nightly/core" } }));
    const first = await importText(report, revision);
    expect(first).toMatchObject({ kind: "import", state: "succeeded", stats: { results: 1, in: 1 } });
    expect(first.scans[0]).toMatchObject({ scanner: "slither", version: "1.2.3", sandboxed: null });
    expect(first.scans[0]?.category).not.toBe("");
    expect(await getFinding(bench.deps, { ...scope, number: 1 })).toMatchObject({
      origin: "import",
      path: "src/Vault.sol",
      startLine: 5,
      container: "Vault",
      callable: "withdraw",
    });
    const later = await bench.commit({ "src/Vault.sol": `// moved\n\n${VAULT}` });
    const moved = await importText(
      sarif(run("Slither", [result("unchecked-send", 7)], { automationDetails: { id: "nightly/core" } })),
      later,
    );
    expect(moved.stats).toMatchObject({ in: 0, moved: 1, closed: 0 });
    expect((await findings()).map(({ number, startLine }) => [number, startLine])).toEqual([[1, 7]]);
  });

  it("keeps its tools and subjects apart, also without a revision", async () => {
    const before = (await findings()).length;
    const report = sarif(
      run("Mythril", [result("timestamp", 3)]),
      run("Aderyn", [result("timestamp", 3), result("unchecked-send", 5)]),
    );
    const request = await importText(report);
    expect(request.scans.map(({ scanner, stats }) => `${scanner} ${stats.in}`)).toEqual(["mythril 1", "aderyn 2"]);
    expect((await findings()).length).toBe(before + 3);
    const again = await importText(report);
    expect(again.stats).toMatchObject({ in: 0, unchanged: 3, closed: 0 });
    const fixed = await importText(sarif(run("Aderyn", [result("unchecked-send", 5)])));
    expect(fixed.stats).toMatchObject({ closed: 1, unchanged: 1 });
  });

  it("is refused with a reason when it is no report", async () => {
    for (const text of ["<html>", '{"hello": "world"}', "name,severity\na,high\n"]) {
      const request = await importText(text);
      expect(request).toMatchObject({ state: "failed", finishedAt: expect.any(Date) });
      expect(request.scans[0]?.failure).toContain("SARIF");
    }
  });

  it("is refused whole when it is cut off, and brings nothing in", async () => {
    const before = await findings();
    const whole = sarif(run("Cut", [result("timestamp", 3), result("timestamp", 9)]));
    const request = await importText(whole.slice(0, whole.length - 40));
    expect(request.state).toBe("failed");
    expect(request.scans[0]?.failure).toContain("cannot be read");
    expect(await findings()).toEqual(before);
  });

  it("is known by its content, whatever tool wrote it", async () => {
    const slither = {
      check: "tx-origin",
      impact: "Medium",
      confidence: "High",
      id: "ab12",
      description: "tx.origin",
      elements: [],
    };
    const report = await importText(JSON.stringify({ success: true, error: null, results: { detectors: [slither] } }));
    expect(report).toMatchObject({ state: "succeeded", stats: { results: 1, in: 1 } });
    expect(report.scans[0]).toMatchObject({ scanner: "slither", title: "Slither", category: "import" });
    const lines = [1, 2].map((id) =>
      JSON.stringify({ "template-id": `t-${id}`, info: { name: `T ${id}`, severity: "low" }, host: "h" }),
    );
    expect(await importText(lines.join("\n"))).toMatchObject({ state: "succeeded", stats: { results: 2 } });
    const zap = `<?xml version="1.0"?><OWASPZAPReport version="2"><site name="https://a.test"><alerts><alertitem><pluginid>1</pluginid><alert>A</alert><riskcode>1</riskcode></alertitem></alerts></site></OWASPZAPReport>`;
    expect(await importText(zap)).toMatchObject({
      state: "succeeded",
      scans: [{ scanner: "zap", category: "https://a.test" }],
    });
  });

  it("says what was seen and what is read when nothing is recognised, and refuses a DTD", async () => {
    const unknown = (await importText('{"hello": "world"}')).scans[0]?.failure;
    expect(unknown).toMatch(/^This is JSON with the keys hello, .*Read here: SARIF, Slither, .*generic JSON and CSV\./);
    const csaf = (await importText('{"document": {"csaf_version": "2.0"}}')).scans[0]?.failure;
    expect(csaf).toMatch(/^This is a CSAF document, which is not read here\. Read here: SARIF/);
    const bomb = (await importText('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')).scans[0]?.failure;
    expect(bomb).toBe("The report cannot be read: the report has a document type definition (DTD), which is refused.");
  });

  it("with secrets leaves only their masked form behind", async () => {
    const leak = {
      RuleID: "key",
      Description: "Key",
      Secret: "pelican-9Qd2-mast-7Zr",
      Match: "k=pelican-9Qd2-mast-7Zr",
      File: "a.ts",
      StartLine: 1,
    };
    const { request, key } = await importUpload(JSON.stringify([leak]));
    expect(request).toMatchObject({ state: "succeeded", stats: { in: 1 } });
    expect(await bench.storage.has(key)).toBe(false);
    const { rows } = await bench.test.owner.query(
      "SELECT f.description, p.value FROM finding f JOIN fingerprint p ON p.finding_id = f.id WHERE f.scanner = 'gitleaks'",
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain("pelican-");
  });

  it("of the kind VEX decides about findings, and tells statement by statement", async () => {
    const match = {
      vulnerability: { id: "CVE-2021-23337", severity: "Low" },
      relatedVulnerabilities: [],
      artifact: { name: "lodash", version: "4.17.20", purl: "pkg:npm/lodash@4.17.20" },
    };
    await importText(
      JSON.stringify({ matches: [match], source: { type: "directory", target: "." }, descriptor: { name: "grype" } }),
    );
    const statement = (id: string) => ({
      vulnerability: id,
      products: ["pkg:npm/lodash@4.17.20"],
      status: "not_affected",
      justification: "vulnerable_code_not_present",
    });
    const vex = {
      "@context": "https://openvex.dev/ns/v0.2.0",
      author: "Meridian",
      statements: [statement("CVE-2021-23337"), statement("CVE-2030-0001")],
    };
    const request = await importText(JSON.stringify(vex));
    expect(request).toMatchObject({ state: "succeeded", stats: { results: 0, closed: 0 } });
    expect(request.scans[0]?.statements).toMatchObject({
      applied: 1,
      unmatched: 1,
      rows: [{ outcome: "applied" }, { outcome: "unmatched" }],
    });
    expect((await findings()).find(({ scanner }) => scanner === "grype")).toMatchObject({
      state: "dismissed",
      reason: "not-exploitable",
    });
  });

  it("of the kind VEX may be what another project exported: its decisions come over", async () => {
    const { organization } = bench.project;
    const there = (await createTestProject(bench.test.database, { organization, slug: "there" })).as("security-lead");
    const names = ["false-alarm", "unreachable", "true", "undecided"];
    const match = (name: string, at: number) => ({
      vulnerability: { id: `GHSA-aaaa-bbbb-000${at}`, severity: "Low" },
      relatedVulnerabilities: [{ id: `CVE-2026-000${at}` }],
      artifact: { name, version: "1.0.0", purl: `pkg:npm/${name}@1.0.0` },
    });
    const grype = JSON.stringify({
      ...{ matches: names.map(match), source: { type: "directory", target: "." }, descriptor: { name: "grype" } },
    });
    const standing = async (deps: ProjectDeps) => {
      const { rows } = await bench.test.owner.query(
        `SELECT split_part(split_part(package, '/', 2), '@', 1) AS name, number, row_version AS "rowVersion", state,
           decision_reason AS reason FROM finding WHERE project_id = $1 AND package LIKE 'pkg:npm/%@1.0.0'`,
        [deps.projectId],
      );
      return new Map(rows.map(({ name, ...row }) => [name as string, row]));
    };
    await importUpload(grype, undefined, there);
    const before = await standing(there);
    const decide = async (name: string, decision: Decision) => {
      const { number, rowVersion } = before.get(name);
      await decideFinding(there, { ...scope, findings: [{ number, rowVersion }], decision });
    };
    await decide("false-alarm", { command: "dismiss", reason: "false-positive", comment: "another package" });
    await decide("unreachable", { command: "dismiss", reason: "not-exploitable", comment: "never called" });
    await decide("true", { command: "confirm" });
    const { document } = await exportVex(there);
    expect(document.statements).toMatchObject([
      {
        vulnerability: { name: "GHSA-aaaa-bbbb-0000", aliases: ["CVE-2026-0000"] },
        status: "not_affected",
        impact_statement: "The advisory does not apply here: another package",
      },
      { status: "not_affected", impact_statement: "The vulnerable code cannot be exploited here: never called" },
      { status: "affected", products: [{ subcomponents: [{ "@id": "pkg:npm/true@1.0.0" }] }] },
      { status: "under_investigation" },
    ]);
    // The same findings are the same document.
    expect((await exportVex(there)).document).toEqual(document);

    await importText(grype);
    const request = await importText(JSON.stringify(document));
    expect(request.scans[0]?.statements).toMatchObject({ applied: 3, unmatched: 0 });
    const here = await standing(bench.deps);
    expect(names.map((name) => [name, here.get(name).state])).toEqual([
      ["false-alarm", "dismissed"],
      ["unreachable", "dismissed"],
      ["true", "confirmed"],
      ["undecided", "new"],
    ]);
  });

  it("that names what it could not read closes only elsewhere", async () => {
    const revision = await bench.commit({ "a.tf": "a\n", "b.tf": "b\n" });
    const check = (file_path: string) => ({
      check_id: "CKV_1",
      check_name: "Logs are on",
      file_path,
      file_line_range: [1, 1],
    });
    const report = (results: object) =>
      JSON.stringify({ check_type: "terraform", results, summary: { checkov_version: "3" } });
    await importText(report({ failed_checks: [check("/a.tf"), check("/b.tf")] }), revision);
    const partly = report({ failed_checks: [], passed_checks: [check("/a.tf")], parsing_errors: ["/b.tf"] });
    expect(await importText(partly, revision)).toMatchObject({ state: "partial", stats: { closed: 1 } });
    const checkov = (await findings()).filter(({ scanner }) => scanner === "checkov");
    expect(checkov.map(({ path, state }) => `${path} ${state}`)).toEqual(["a.tf resolved", "b.tf new"]);
  });

  it("closes nothing when a run has no list of results", async () => {
    await importText(sarif(run("Echidna", [result("timestamp", 3)])));
    const silent = await importText(sarif(run("Echidna", undefined)));
    expect(silent).toMatchObject({ state: "partial", stats: { closed: 0, notObserved: 0 } });
    expect((await findings()).at(-1)).toMatchObject({ scanner: "echidna", state: "new" });
  });
});

/** Real reports, outside of the repository. */
const REPORTS = path.resolve(import.meta.dirname, "../../../../../shared/fixtures/scans");
const EXPECTED_REPORTS = 11;
const reports = existsSync(REPORTS)
  ? readdirSync(REPORTS, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".sarif"))
  : [];
if (reports.length === 0) {
  process.stderr.write(`SKIPPED: ${EXPECTED_REPORTS} SARIF reports of other tools are not there (${REPORTS})\n`);
}

describe.skipIf(reports.length === 0)("reports that no one here wrote", () => {
  /** Results in the file and in each of its runs, counted without any reader of ours. */
  function count(text: string): number[] {
    const { runs } = JSON.parse(text.replace(/^\uFEFF/, "")) as { runs: { results?: unknown[] }[] };
    return runs.map(({ results }) => results?.length ?? 0);
  }

  it.each(reports.sort())("%s is published with every result that it has", async (name) => {
    const text = readFileSync(path.join(REPORTS, name), "utf8");
    const counts = count(text);
    const total = counts.reduce((sum, each) => sum + each, 0);
    const request = await importText(text);
    if (counts.length === 0) {
      // Nothing to publish is said, and not passed off as a clean report.
      const reason = expect.stringContaining("no list of results");
      expect(request).toMatchObject({ state: "partial", scans: [{ notScanned: [{ reason }] }] });
    }
    expect(request.scans.map(({ failure }) => failure)).toEqual(request.scans.map(() => null));
    expect(request.scans.reduce((sum, { stats }) => sum + stats.results, 0)).toBe(total);
    expect(request.stats.results).toBe(total);
    const { unchanged, moved, reopened, folded, in: fresh } = request.stats;
    expect(fresh + unchanged + moved + reopened + folded).toBe(total);
    const { rows } = await bench.test.owner.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM occurrence o JOIN scan s ON s.id = o.scan_id
       JOIN scan_request r ON r.id = s.scan_request_id WHERE r.number = $1 AND o.present`,
      [request.number],
    );
    expect(rows[0]?.n).toBe(fresh + moved + reopened);
  });
});
