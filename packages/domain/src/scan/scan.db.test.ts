import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { connectGit } from "../source/server.ts";
import { addTestRevision, createTestRevision, TEST_ROOT } from "../source/testing.ts";
import { startTestScan } from "./testing.ts";
import { appendScanLog } from "./use-cases/append-scan-log.ts";
import { attemptStanding } from "./use-cases/attempt-standing.ts";
import { cancelScan } from "./use-cases/cancel-scan.ts";
import { endCancelledScan, failScan, releaseScan } from "./use-cases/end-scan.ts";
import { getScanLog } from "./use-cases/get-scan-log.ts";
import { getScanRequest } from "./use-cases/get-scan-request.ts";
import { listScans } from "./use-cases/list-scans.ts";
import { locateScan } from "./use-cases/locate-scan.ts";
import { reportScanProgress } from "./use-cases/report-scan-progress.ts";
import { requestScan } from "./use-cases/request-scan.ts";
import { retryScan } from "./use-cases/retry-scan.ts";
import { startScan } from "./use-cases/start-scan.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
let project: TestProject;
let deps: ProjectDeps;
let sourceId: string;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  deps = project.as("developer");
  ({ sourceId } = await createTestRevision(deps, { depth: 1 }));
});
afterAll(() => test.drop());

const request = (number: number) => getScanRequest(deps, { ...scope, number, logTail: 50 });

async function jobsOf(scanId: string): Promise<number> {
  const { rows } = await test.owner.query(
    "SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'scan.execute' AND data->>'subjectId' = $1",
    [scanId],
  );
  return rows[0].n;
}

async function actions(): Promise<string[]> {
  const { rows } = await test.owner.query(
    "SELECT action FROM audit_event WHERE organization_id = $1 AND action LIKE 'scan.%' ORDER BY at, id",
    [deps.organizationId],
  );
  return rows.map((row) => row.action);
}

describe("requesting", () => {
  it("makes one scan and one job for each scanner that applies", async () => {
    const made = await requestScan(deps, { ...scope, revision: 1 });
    expect(made).toMatchObject({ number: 1, state: "queued", kind: "scan", revision: { number: 1 } });
    expect(made.scans.map(({ scanner }) => scanner)).toEqual([
      "forge-lint",
      "solhint",
      "redoubt",
      "secretlint",
      "upgrades-core",
    ]);
    for (const scan of made.scans) expect(await jobsOf(toUuid(scan.id))).toBe(1);
    expect(await actions()).toEqual(["scan.request"]);
    expect(await locateScan(deps, toUuid(made.scans[0]?.id ?? ""))).toBe(project.projectId);
  });

  it("leaves neither scan nor job when the transaction rolls back", async () => {
    const outer = deps.withOrganization(async () => {
      await requestScan(deps, { ...scope, revision: 1 });
      throw new Error("outer failure");
    });
    await expect(outer).rejects.toThrow("outer failure");
    expect((await listScans(deps, { ...scope, limit: 50 })).items).toEqual([]);
    const { rows } = await test.owner.query(
      "SELECT 1 FROM pgboss.job WHERE data->>'organizationId' = $1 AND name = 'scan.execute'",
      [deps.organizationId],
    );
    expect(rows).toEqual([]);
  });

  it("refuses what is not fetched, not applicable or not there", async () => {
    const { revision } = await connectGit(deps, { ...scope, url: "https://git.example.org/other.git" });
    await expect(requestScan(deps, { ...scope, revision })).rejects.toMatchObject({ code: "scan.revision-not-ready" });
    await expect(requestScan(deps, { ...scope, revision: 1, scanners: ["eslint-security"] })).rejects.toMatchObject({
      code: "scan.not-applicable",
    });
    await expect(requestScan(deps, { ...scope, revision: 99 })).rejects.toMatchObject({
      code: "source.revision-not-found",
    });
  });

  it("pages through requests, newest first, also those of one revision", async () => {
    const second = await addTestRevision(deps, sourceId, { depth: 2, roots: [{ ...TEST_ROOT, languages: [] }] });
    for (const revision of [1, second.number, 1, 1]) await requestScan(deps, { ...scope, revision });
    const first = await listScans(deps, { ...scope, limit: 3 });
    expect(first.items.map(({ number }) => number)).toEqual([4, 3, 2]);
    const rest = await listScans(deps, { ...scope, limit: 3, cursor: first.nextCursor ?? "" });
    expect(rest.items.map(({ number }) => number)).toEqual([1]);
    expect(rest.nextCursor).toBeNull();
    const ofOne = await listScans(deps, { ...scope, limit: 50, revision: second.number });
    expect(ofOne.items.map(({ number }) => number)).toEqual([2]);
    await expect(listScans(deps, { ...scope, limit: 3, cursor: "nonsense" })).rejects.toMatchObject({
      code: "scan.bad-cursor",
    });
  });

  it("is invisible to another organization", async () => {
    const made = await requestScan(deps, { ...scope, revision: 1 });
    const other = (await createTestProject(test.database)).as("owner");
    await expect(getScanRequest(other, { ...scope, number: 1, logTail: 0 })).rejects.toMatchObject({
      code: "scan.not-found",
    });
    await expect(cancelScan(other, { ...scope, number: 1 })).rejects.toMatchObject({ code: "scan.not-found" });
    expect(await locateScan(other, toUuid(made.scans[0]?.id ?? ""))).toBeNull();
  });
});

describe("an attempt", () => {
  it("takes a new fence each time, and a lost one writes nothing", async () => {
    const { task: first } = await startTestScan(deps, 1);
    expect(first).toMatchObject({ attempt: 1, number: 1, revision: { number: 1, treeKey: expect.any(String) } });
    expect(await reportScanProgress(deps, first, { phase: "scanning", done: 1, total: 3 })).toBe("go");
    const second = await startScan(deps, first.scanId);
    expect(second?.attempt).toBe(2);
    expect(await reportScanProgress(deps, first, { phase: "late" })).toBe("lost");
    expect(await attemptStanding(deps, first)).toBe("lost");
    expect(await appendScanLog(deps, first, [{ seq: 1, text: "late" }])).toBe(false);
    expect(await failScan(deps, first, "late")).toBe(false);
    expect((await request(1)).scans[0]).toMatchObject({ state: "preparing", log: [] });
  });

  it("is given up after three that died with their process, the rest goes on", async () => {
    const { task } = await startTestScan(deps, 1);
    expect(await startScan(deps, task.scanId)).not.toBeNull();
    expect(await startScan(deps, task.scanId)).not.toBeNull();
    expect(await startScan(deps, task.scanId)).toBeNull();
    const [scan] = (await request(1)).scans;
    expect(scan).toMatchObject({ state: "failed", failure: expect.stringContaining("Quarantined") });
    expect(await actions()).toContain("scan.quarantine");
    await retryScan(deps, { ...scope, number: 1 });
    expect(await startScan(deps, task.scanId)).toMatchObject({ attempt: 5 });
  });

  it("is not counted as a crash when it ended or was given back", async () => {
    const { task } = await startTestScan(deps, 1);
    for (let round = 0; round < 5; round += 1) {
      const again = round === 0 ? task : await startScan(deps, task.scanId);
      expect(again).not.toBeNull();
      if (again !== null) expect(await releaseScan(deps, again)).toBe(true);
    }
    expect((await request(1)).scans[0]?.state).toBe("queued");
    expect(await jobsOf(task.scanId)).toBe(6);
  });

  it("logs in order, cleaned and bounded", async () => {
    const { task } = await startTestScan(deps, 1);
    await appendScanLog(deps, task, [
      { seq: 1, text: "one" },
      { seq: 2, text: `\0${"x".repeat(5000)}` },
    ]);
    await appendScanLog(deps, task, [{ seq: 2, text: "a repeated delivery" }]);
    await appendScanLog(deps, task, [
      { seq: 20_000, text: "the last that is kept" },
      { seq: 20_001, text: "beyond" },
    ]);
    const scan = (await request(1)).scans[0];
    const log = await getScanLog(deps, { ...scope, number: 1, scan: toUuid(scan?.id ?? ""), after: 1 });
    expect(log.lines.map(({ seq, text }) => `${seq} ${text.slice(0, 12)} ${text.length}`)).toEqual([
      "2 \uFFFDxxxxxxxxxxx 4000",
      "20000 The log ends 49",
    ]);
    expect(scan?.log).toHaveLength(3);
  });
});

describe("cancel and retry", () => {
  it("cancels what waits at once and asks what runs", async () => {
    const { task } = await startTestScan(deps, 1);
    await cancelScan(deps, { ...scope, number: 1 });
    expect((await request(1)).scans[0]).toMatchObject({ state: "preparing", cancelRequested: true });
    expect(await reportScanProgress(deps, task, { phase: "scanning" })).toBe("cancel");
    expect(await endCancelledScan(deps, task)).toBe(true);
    const ended = await request(1);
    expect(ended).toMatchObject({ state: "cancelled", finishedAt: expect.any(Date) });
    await expect(cancelScan(deps, { ...scope, number: 1 })).rejects.toMatchObject({ code: "scan.already-finished" });
    const waiting = await requestScan(deps, { ...scope, revision: 1, scanners: ["solhint"] });
    await cancelScan(deps, { ...scope, number: waiting.number });
    expect(await request(waiting.number)).toMatchObject({ state: "cancelled" });
    expect(await startScan(deps, toUuid(waiting.scans[0]?.id ?? ""))).toBeNull();
  });

  it("cancels one scan of a request", async () => {
    const made = await requestScan(deps, { ...scope, revision: 1 });
    const [scan] = made.scans;
    await cancelScan(deps, { ...scope, number: 1, scan: toUuid(scan?.id ?? "") });
    expect((await request(1)).scans.map(({ state }) => state)).toEqual([
      "cancelled",
      "queued",
      "queued",
      "queued",
      "queued",
    ]);
  });

  it("cancels after its worker died, when the job comes back", async () => {
    const { task } = await startTestScan(deps, 1);
    await cancelScan(deps, { ...scope, number: 1 });
    expect(await startScan(deps, task.scanId)).toBeNull();
    expect(await request(1)).toMatchObject({ state: "cancelled" });
  });

  it("tries failed scans again with a new fence, and only those", async () => {
    const { task } = await startTestScan(deps, 1);
    await expect(retryScan(deps, { ...scope, number: 1 })).rejects.toMatchObject({ code: "scan.not-retryable" });
    await failScan(deps, task, "the tool fell over", [{ root: "keeper", reason: "does not compile" }]);
    expect((await request(1)).scans[0]).toMatchObject({
      state: "failed",
      failure: "the tool fell over",
      notScanned: [{ root: "keeper", reason: "does not compile" }],
    });
    await retryScan(deps, { ...scope, number: 1 });
    expect(await request(1)).toMatchObject({ state: "queued", finishedAt: null });
    expect(await failScan(deps, task, "a zombie of the first attempt")).toBe(false);
    expect(await startScan(deps, task.scanId)).toMatchObject({ attempt: 2 });
  });
});

describe("the end of a request", () => {
  it("comes with its last scan, also when two end at once, and tells the person who asked", async () => {
    const made = await requestScan(deps, { ...scope, revision: 1, scanners: ["solhint", "secretlint"] });
    const tasks = await Promise.all(made.scans.map((scan) => startScan(deps, toUuid(scan.id))));
    await Promise.all(tasks.map((task) => (task === null ? undefined : failScan(deps, task, "no"))));
    expect(await request(1)).toMatchObject({ state: "failed", finishedAt: expect.any(Date) });
    const { rows } = await test.owner.query(
      "SELECT member_id, kind, title, href FROM notification WHERE organization_id = $1",
      [deps.organizationId],
    );
    expect(rows).toEqual([
      {
        member_id: project.organization.members.developer.memberId,
        kind: "scan.fail",
        title: "Scan 1 failed.",
        href: `/o/${project.organization.slug}/p/${project.slug}/scan/1`,
      },
    ]);
  });
});
