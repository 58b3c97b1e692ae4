import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { failScan, getScanRequest, type ScanTask, startScan } from "../scan/server.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { createTestRevision } from "../source/testing.ts";
import { FindingFilters } from "./filters.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { expectCountersToEqualRecount, publishTestScan, testResult, testRun } from "./testing.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { listFindings } from "./use-cases/list-findings.ts";
import type { ImportedRun } from "./use-cases/import-runs.ts";
import { publishImport } from "./use-cases/publish-import.ts";
import { requestImport, retryImport } from "./use-cases/request-import.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
let project: TestProject;
let deps: ProjectDeps;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  deps = project.as("developer");
});
afterEach(() => expectCountersToEqualRecount(test.owner));
afterAll(() => test.drop());

async function claim(revision?: number): Promise<ScanTask> {
  const upload = { name: "slither.sarif", uploadKey: "o/upload", sha256: randomUUID(), size: 10 };
  const { number } = await requestImport(deps, { ...upload, ...(revision === undefined ? {} : { revision }) });
  const request = await getScanRequest(deps, { ...scope, number, logTail: 0 });
  const { rows } = await test.owner.query(
    "SELECT s.id FROM scan s JOIN scan_request r ON r.id = s.scan_request_id AND r.organization_id = s.organization_id WHERE r.number = $1 AND r.organization_id = $2",
    [request.number, deps.organizationId],
  );
  const task = await startScan(deps, rows[0].id);
  if (task === null) throw new Error("the import was not waiting");
  return task;
}

const imported = (results: NormalizedFinding[] | null, over: Partial<ImportedRun> = {}): ImportedRun => ({
  ...testRun(results, { scannedFiles: null, revisionFiles: null, sandboxed: null }),
  scanner: "slither",
  category: "import",
  ...over,
});

async function publish(runs: ImportedRun[], revision?: number) {
  const task = await claim(revision);
  const stats = await publishImport(deps, { scanId: task.scanId, fence: task.attempt, runs });
  return { task, stats };
}

async function states(): Promise<string[]> {
  const filters = FindingFilters.parse({});
  const page = await listFindings(deps, { ...scope, filters, sort: "number", limit: 200 });
  return page.items.toReversed().map(({ number, state, scanner }) => `F-${number} ${scanner} ${state}`);
}

describe("importing a report", () => {
  it("without source makes places without region, and recognises them again", async () => {
    const results = [testResult(), testResult({ startLine: 30 })].map(
      ({ path: _path, startLine: _line, endLine: _end, ...rest }) => rest,
    );
    const first = await publish([imported(results)]);
    expect(first.stats).toMatchObject({ in: 2 });
    const again = await publish([imported(results)]);
    expect(again.stats).toMatchObject({ in: 0, unchanged: 2, closed: 0 });
    const detail = await getFinding(deps, { ...scope, number: 1 });
    expect(detail).toMatchObject({ origin: "import", occurrences: [{ revision: null, path: null, startLine: null }] });
  });

  it("closes what a later report of the tool and category no longer has, and nothing of others", async () => {
    const a = testResult({ key: "a" });
    const b = testResult({ key: "b", startLine: 20 });
    await publish([
      imported([a, b]),
      imported([a], { scanner: "mythril" }),
      imported([b], { category: "nightly", scanner: "aderyn" }),
    ]);
    await publish([imported([a])]);
    expect(await states()).toEqual(["F-1 slither new", "F-2 slither resolved", "F-3 mythril new", "F-4 aderyn new"]);
  });

  it("does not close what another category of the tool still shows", async () => {
    const a = testResult({ key: "a" });
    await publish([imported([a], { category: "contracts" }), imported([a], { category: "periphery" })]);
    await publish([imported([], { category: "contracts", detectors: ["check-send-result"] })]);
    expect(await states()).toEqual(["F-1 slither new"]);
    await publish([imported([], { category: "periphery", detectors: ["check-send-result"] })]);
    expect(await states()).toEqual(["F-1 slither resolved"]);
  });

  it("makes one scan per tool and category, and joins runs of the same", async () => {
    const a = testResult({ key: "a" });
    const b = testResult({ key: "b", startLine: 20 });
    const { stats, task } = await publish([imported([a]), imported([b]), imported([a], { scanner: "mythril" })]);
    expect(stats).toMatchObject({ results: 3, in: 3 });
    const request = await getScanRequest(deps, { ...scope, number: task.number, logTail: 0 });
    expect(request).toMatchObject({ kind: "import", state: "succeeded" });
    expect(request.scans.map(({ scanner, category, state }) => `${scanner} ${category} ${state}`)).toEqual([
      "slither import succeeded",
      "mythril import succeeded",
    ]);
  });

  it("never touches the lineage of our own scans", async () => {
    await createTestRevision(deps, { depth: 1 });
    await publishTestScan(deps, 1, [testResult({ key: "a" })]);
    await publish([imported([], { scanner: "solhint", detectors: ["check-send-result"] })], 1);
    expect(await states()).toEqual(["F-1 solhint new"]);
  });

  it("sets aside what it cannot prove, and closes nothing without a list of results", async () => {
    await publish([imported([testResult({ key: "a" })])]);
    await publish([imported(null)]);
    expect(await states()).toEqual(["F-1 slither new"]);
    await publish([imported([], { detectors: "unknown" })]);
    expect(await states()).toEqual(["F-1 slither not-observed"]);
  });

  it("dismisses what the report suppresses at birth only, and never what is severe", async () => {
    const suppressed = { by: "in-code", reason: "nosec" } as const;
    const known = testResult({ key: "known" });
    await publish([imported([known])]);
    await publish([
      imported([
        { ...known, suppressed },
        testResult({ key: "fresh", startLine: 50, suppressed }),
        testResult({ key: "severe", startLine: 90, severity: "high", suppressed }),
      ]),
    ]);
    expect(await states()).toEqual(["F-1 slither new", "F-2 slither dismissed", "F-3 slither new"]);
    const history = (await getFinding(deps, { ...scope, number: 2 })).history;
    expect(history.at(-1)).toMatchObject({ origin: "in-code", to: "dismissed", comment: "nosec" });
  });

  it("completes a report without runs, and says so", async () => {
    const { task } = await publish([]);
    const request = await getScanRequest(deps, { ...scope, number: task.number, logTail: 0 });
    expect(request.scans).toMatchObject([
      { state: "partial", notScanned: [{ reason: expect.stringContaining("no list of results") }] },
    ]);
  });

  it("publishes once by the fence, and again only after it failed", async () => {
    const task = await claim();
    const runs = [imported([testResult({ key: "a" })]), imported([testResult({ key: "a" })], { scanner: "mythril" })];
    const stale = publishImport(deps, { scanId: task.scanId, fence: task.attempt - 1, runs });
    await expect(stale).rejects.toMatchObject({ code: "scan.stale-attempt" });
    await failScan(deps, task, "no");
    await retryImport(deps, { ...scope, number: task.number });
    const again = await startScan(deps, task.scanId);
    if (again === null) throw new Error("the import was not waiting");
    await publishImport(deps, { scanId: again.scanId, fence: again.attempt, runs });
    await publishImport(deps, { scanId: again.scanId, fence: again.attempt, runs });
    expect(await states()).toEqual(["F-1 slither new", "F-2 mythril new"]);
    await expect(retryImport(deps, { ...scope, number: task.number })).rejects.toMatchObject({
      code: "scan.not-retryable",
    });
  });
});
