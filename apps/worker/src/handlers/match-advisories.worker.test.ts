import { requestAdvisoryImport } from "@redoubt/domain/advisory/server";
import { FindingFilters, type ListFindings } from "@redoubt/domain/finding";
import { decideFinding, getFinding, listFindings } from "@redoubt/domain/finding/server";
import { getScanRequest, listScans, requestScan } from "@redoubt/domain/scan/server";
import { toUuid } from "@redoubt/domain/shared";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHandlerBench, type HandlerBench, lineTool, testTools } from "../testing/handler-bench.ts";
import { rematch } from "./advisory.ts";
import { importDump } from "./advisory/import-dump.ts";
import { executeScan } from "./scan.ts";

const scope = { organization: "xx", project: "xx" };
let bench: HandlerBench;

beforeAll(async () => {
  bench = await createHandlerBench();
});
afterAll(() => bench.close());

const osv = (id: string, name: string, fixed: string, over: object = {}) => ({
  ...{ id, modified: "2026-11-20T00:00:00Z", summary: `${name} is weak`, details: "**Details** of it." },
  affected: [
    { package: { ecosystem: "npm", name }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed }] }] },
  ],
  ...over,
});
const lock = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages }, null, 1);
const tools = () => testTools(bench.directory, bench.storage, lineTool());
const whole = (subjectId: string) => ({
  ...{ deps: bench.project.as("security-lead"), subjectId, tools: tools() },
  ...{ log: pino({ level: "silent" }), signal: new AbortController().signal },
});

async function bring(content: string): Promise<void> {
  const deps = bench.project.as("security-lead");
  const stored = await bench.storage.put(deps.organizationId, content, { maxBytes: 1_000_000 });
  const upload = { name: "dump", uploadKey: stored.key, sha256: stored.sha256, size: stored.size };
  await importDump.runWhole(whole(toUuid((await requestAdvisoryImport(deps, upload)).id)));
}

/** What the job after an import does, then the scans that it asked for. */
async function rematchAll(): Promise<number> {
  const before = (await listScans(bench.deps, { ...scope, limit: 50 })).items.length;
  await rematch.runWhole(whole("x"));
  await runScans();
  return (await listScans(bench.deps, { ...scope, limit: 50 })).items.length - before;
}

async function runScans(): Promise<void> {
  const { rows } = await bench.test.owner.query(
    "SELECT id FROM scan WHERE state = 'queued' AND scanner = 'advisories'",
  );
  for (const { id } of rows) await executeScan.run(bench.context(id));
}

async function scanNow(revision: number) {
  const { number } = await requestScan(bench.deps, { ...scope, revision, scanners: ["advisories"] });
  await runScans();
  return getScanRequest(bench.deps, { ...scope, number, logTail: 50 });
}

async function findings() {
  const input: ListFindings = {
    ...scope,
    filters: FindingFilters.parse({}),
    sort: "number",
    limit: 200,
  };
  return (await listFindings(bench.deps, input)).items.toReversed();
}

const PACKAGES = {
  "": { dependencies: { web: "1" }, devDependencies: { tool: "1" } },
  "node_modules/web": { version: "1.0.0", dependencies: { deep: "1" } },
  "node_modules/deep": { version: "1.4.0" },
  "node_modules/tool": { version: "1.0.0", dev: true },
};

describe("advisories of dependencies", () => {
  it("are not asked for while nobody has imported any", async () => {
    const revision = await bench.commit({ "package-lock.json": lock(PACKAGES), "src/A.sol": "contract A {}" });
    await expect(scanNow(revision)).rejects.toMatchObject({ code: "scan.not-applicable" });
  });

  it("become findings with their way, fix, severity and exploitation when a dump comes, once", async () => {
    const catalogue = { catalogVersion: "1", dateReleased: "2026-11-27T00:00:00Z" };
    await bring(
      JSON.stringify({
        ...catalogue,
        vulnerabilities: [{ cveID: "CVE-2026-1000", vulnerabilityName: "x", dateAdded: "2026-11-01" }],
      }),
    );
    await bring("#model_version:v1,score_date:2026-11-27\ncve,epss,percentile\nCVE-2026-1000,0.5,0.9\n");
    await bring(
      [
        osv("GHSA-aaaa-aaaa-aaaa", "deep", "1.5.0", {
          aliases: ["CVE-2026-1000"],
          severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
          database_specific: { cwe_ids: ["CWE-79"] },
        }),
        osv("CVE-2026-1000", "deep", "1.5.0"),
        osv("GHSA-bbbb-bbbb-bbbb", "tool", "9.0.0", { database_specific: { severity: "LOW" } }),
        osv("GHSA-cccc-cccc-cccc", "web", "0.9.0"),
      ]
        .map((each) => JSON.stringify(each))
        .join("\n"),
    );
    expect(await rematchAll()).toBe(1);
    const [deep, tool, ...more] = await findings();
    expect(more).toEqual([]);
    expect(deep).toMatchObject({ title: "deep: deep is weak", severity: "critical", state: "new", dependency: false });
    expect(tool).toMatchObject({ severity: "low", tags: expect.arrayContaining(["development"]) });
    const detail = await getFinding(bench.deps, { ...scope, number: 1 });
    expect(detail).toMatchObject({
      ...{
        scanner: "advisories",
        detector: "GHSA-aaaa-aaaa-aaaa",
        package: "pkg:npm/deep@1.4.0",
        path: "package-lock.json",
      },
      ...{ advisories: ["GHSA-aaaa-aaaa-aaaa", "CVE-2026-1000"], startLine: 18, tags: ["advisory", "known-exploited"] },
    });
    for (const words of [
      "deep 1.4.0 is named in package-lock.json.",
      "Fixed in 1.5.0.",
      "Why it is there: web 1.0.0 › deep.",
      "Severity: CVSS 9.8",
      "CVE-2026-1000 is known to be exploited, by CISA since 2026-11-01",
      "likelihood of 50 %",
      "**Details** of it.",
    ]) {
      expect(detail.description).toContain(words);
    }
    // The same dump again, and other scores, find nothing else: nothing is asked for.
    await bring(JSON.stringify(osv("GHSA-cccc-cccc-cccc", "web", "0.9.0")));
    await bring("#model_version:v1,score_date:2026-11-28\ncve,epss,percentile\nCVE-2026-1000,0.6,0.9\n");
    expect(await rematchAll()).toBe(0);
  });

  it("close when the advisory is withdrawn, with the reason", async () => {
    await bring(
      JSON.stringify(
        osv("GHSA-bbbb-bbbb-bbbb", "tool", "9.0.0", {
          modified: "2026-11-25T00:00:00Z",
          withdrawn: "2026-11-24T00:00:00Z",
        }),
      ),
    );
    expect(await rematchAll()).toBe(1);
    expect((await findings()).map(({ state }) => state)).toEqual(["new", "resolved"]);
    const detail = await getFinding(bench.deps, { ...scope, number: 2 });
    const why = JSON.stringify(detail);
    expect(why).toContain("GHSA-bbbb-bbbb-bbbb was withdrawn on 2026-11-24");
  });

  it("stay decided when the lock file changes, and close when the fix is installed", async () => {
    const lead = bench.project.as("security-lead");
    const { rowVersion } = await getFinding(lead, { ...scope, number: 1 });
    await decideFinding(lead, { ...scope, findings: [{ number: 1, rowVersion }], decision: { command: "confirm" } });
    const { "": wishes, ...rest } = PACKAGES;
    const moved = { "": wishes, "node_modules/another": { version: "1.0.0" }, ...rest };
    await scanNow(await bench.commit({ "package-lock.json": lock(moved) }));
    const { startLine } = await getFinding(bench.deps, { ...scope, number: 1 });
    expect(startLine).toBe(21);
    const unpinned = { ...PACKAGES, "node_modules/deep": { version: "latest" } };
    const request = await scanNow(await bench.commit({ "package-lock.json": lock(unpinned) }));
    expect(request.scans[0]?.notScanned).toEqual([
      {
        path: "package-lock.json",
        reason: expect.stringMatching(/cannot be told whether deep latest has CVE-2026-1000, GHSA-aaaa/),
      },
    ]);
    expect((await findings())[0]?.state).toBe("confirmed");
    const fixed = { ...PACKAGES, "node_modules/deep": { version: "1.5.0" } };
    await scanNow(await bench.commit({ "package-lock.json": lock(fixed) }));
    expect((await findings()).map(({ state }) => state)).toEqual(["resolved", "resolved"]);
    await scanNow(await bench.commit({ "package-lock.json": lock(PACKAGES) }));
    expect((await findings())[0]?.state).toBe("regressed");
  });

  it("say what was not imported, and close nothing in those files", async () => {
    const cargo = `version = 3\n[[package]]\nname = "c"\nversion = "1.0.0"\nsource = "registry+x"\n`;
    const request = await scanNow(await bench.commit({ "package-lock.json": lock(PACKAGES), "Cargo.lock": cargo }));
    expect(request.state).toBe("partial");
    expect(request.scans[0]?.notScanned).toEqual([
      { path: "Cargo.lock", reason: "No advisories of crates.io were imported." },
    ]);
  });

  it("find Solidity libraries under their npm names", async () => {
    await bring(JSON.stringify(osv("GHSA-dddd-dddd-dddd", "@openzeppelin/contracts", "4.9.3")));
    const soldeer = `[[dependencies]]\nname = "@openzeppelin-contracts"\nversion = "4.9.2"\nurl = "https://example.org/x.zip"\n`;
    await scanNow(
      await bench.commit({ "package-lock.json": lock(PACKAGES), "soldeer.lock": soldeer, "foundry.toml": "" }),
    );
    const found = (await findings()).find(({ title }) => title.startsWith("@openzeppelin/contracts"));
    expect(found).toMatchObject({ path: "soldeer.lock" });
    const detail = await getFinding(bench.deps, { ...scope, number: found?.number ?? 0 });
    expect(detail.package).toBe("pkg:npm/%40openzeppelin/contracts@4.9.2");
    expect(detail.description).toContain(
      "The advisory speaks of @openzeppelin/contracts: @openzeppelin-contracts on Soldeer",
    );
  });
});
