import { createHash } from "node:crypto";
import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../audit/server.ts";
import { publishTestScan, testResult } from "../finding/testing.ts";
import { recordFinding } from "../finding/server.ts";
import { setPlanted } from "../project/server.ts";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { startTestScan } from "../scan/testing.ts";
import { requestRevision } from "../source/server.ts";
import { addTestRevision, createTestRevision, TEST_ROOT } from "../source/testing.ts";
import { requestPocRuns } from "../verification/server.ts";
import { attachTestPoc, finishTestRuns } from "../verification/testing.ts";
import type { RiskSnapshot } from "./risk-snapshot.ts";
import { riskOf } from "./testing.ts";
import { completeRender, failRender, startRender } from "./use-cases/complete-render.ts";
import { createRiskReport } from "./use-cases/create-risk-report.ts";
import { getCoverageMatrix } from "./use-cases/get-coverage-matrix.ts";
import { getOverview } from "./use-cases/get-overview.ts";
import { getReport } from "./use-cases/get-report.ts";
import { getReportDocument } from "./use-cases/get-report-document.ts";
import { listOrganizationReports, listReports } from "./use-cases/list-reports.ts";
import { listRunningWork } from "./use-cases/list-running-work.ts";

const scope = { organization: "x", project: "x" };
const HIDDEN = "the-hidden-weakness";

const HIGH = testResult({ key: "high", title: "Votes counted twice", severity: "high", path: "src/Governor.sol" });
const LOW = testResult({ key: "low", title: "Result of send ignored", severity: "low" });
const DEPENDENCY = testResult({ key: "dep", title: "Old pragma", path: "lib/a.sol", dependency: true });

describe.skipIf(!hasTestServer())("risk reports", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
  });
  afterAll(() => test?.drop());

  async function record(project: TestProject, title: string, severity: "critical" | "high" | "low" = "critical") {
    const input = { ...scope, title, description: "Found by reading.", severity, confidence: "high" } as const;
    return recordFinding(project.as("security-lead"), input);
  }

  /** Nothing sets it yet; reads filter on it all the same. */
  async function restrict(project: TestProject, number: number): Promise<void> {
    await test.owner.query("UPDATE finding SET restricted = true WHERE project_id = $1 AND number = $2", [
      project.projectId,
      number,
    ]);
  }

  const report = async (project: TestProject, number: number): Promise<RiskSnapshot> =>
    riskOf((await getReport(project.as("manager"), { ...scope, report: number })).snapshot);

  /**
   * A project with two revisions: on the second a fixed high is gone, a PoC reproduces again on a finding that was
   * resolved, and a low is still there. A report stands between them.
   */
  async function createStory(): Promise<{ project: TestProject; exploited: number; second: string }> {
    const project = await createTestProject(test.database);
    const deps = project.as("security-lead");
    const first = await createTestRevision(deps, { depth: 1, label: "v1.0.0" });
    await publishTestScan(deps, first.number, [HIGH, LOW, DEPENDENCY]);
    const { number: exploited } = await record(project, "Pool price wins");
    await attachTestPoc(deps, exploited, { fileName: "PoolPrice.t.sol" });
    await finishTestRuns(deps, first.revisionId, () => "reproduces");
    const middle = await addTestRevision(deps, first.sourceId, { depth: 2, label: "v1.1.0" });
    await publishTestScan(deps, middle.number, [HIGH, LOW, DEPENDENCY]);
    await requestRuns(project, middle.number);
    await finishTestRuns(deps, middle.revisionId, () => "does-not-reproduce");
    await createRiskReport(project.as("manager"));
    const second = await addTestRevision(deps, first.sourceId, { depth: 3, label: "v1.2.0" });
    await publishTestScan(deps, second.number, [LOW, DEPENDENCY], {
      revisionFiles: new Set(["src/Vault.sol", "src/Governor.sol", "lib/a.sol"]),
      scannedFiles: new Set(["src/Vault.sol", "src/Governor.sol", "lib/a.sol"]),
    });
    await requestRuns(project, second.number);
    await finishTestRuns(deps, second.revisionId, () => "reproduces");
    return { project, exploited, second: second.revisionId };
  }

  async function requestRuns(project: TestProject, revision: number): Promise<void> {
    await requestPocRuns(project.as("security-lead"), { ...scope, poc: 1, revisions: [revision] });
  }

  it("refuses to report on nothing, and leaves no number behind", async () => {
    const project = await createTestProject(test.database);
    await expect(createRiskReport(project.as("manager"))).rejects.toMatchObject({ code: "report.nothing-yet" });
    await record(project, "Seen by reading");
    expect((await createRiskReport(project.as("manager"))).number).toBe(1);
  });

  it("freezes data whose hash is that of its canonical JSON, with its job and its audit line", async () => {
    const project = await createTestProject(test.database);
    await record(project, "Seen by reading");
    const entry = await createRiskReport(project.as("manager"));
    const snapshot = await report(project, 1);
    expect(createHash("sha256").update(canonicalJson(snapshot)).digest("hex")).toBe(entry.sha256);
    const json = await getReportDocument(project.as("manager"), 1, "json");
    expect(json.format === "json" && createHash("sha256").update(json.text).digest("hex")).toBe(entry.sha256);
    await record(project, "Seen later");
    expect(await report(project, 1)).toEqual(snapshot);
    const jobs = await test.owner.query("SELECT data FROM pgboss.job WHERE name = 'report.render-documents'");
    expect(jobs.rows.map((row) => row.data.organizationId)).toContain(project.organization.organizationId);
    const audit = await test.owner.query(
      "SELECT details FROM audit_event WHERE action = 'report.create' AND project_id = $1",
      [project.projectId],
    );
    expect(audit.rows).toEqual([{ details: { kind: "risk", number: 1, sha256: entry.sha256 } }]);
  });

  it("says in the second report what changed since the first", async () => {
    const { project, exploited } = await createStory();
    expect((await report(project, 1)).changes).toEqual([]);
    expect((await report(project, 1)).previous).toBeNull();
    await createRiskReport(project.as("manager"));
    const second = await report(project, 2);
    expect(second.previous).toMatchObject({ number: 1 });
    expect(second.changes.map((change) => [change.direction, change.finding])).toEqual([
      ["worse", exploited],
      ["better", 1],
    ]);
    expect(second.changes[0]?.text).toBe(
      `A fixed finding came back in v1.2.0: F-${exploited} Pool price wins (critical). Its PoC reproduces again, and no scanner reported it.`,
    );
    expect(second.changes[1]?.text).toBe(
      "F-1 Votes counted twice (high) is fixed in v1.2.0: its scanner ran again without it.",
    );
    expect(second.summary[0]).toMatch(/^1 critical finding is open, with 0 medium, 1 low/);
    expect(second.summary[1]).toMatch(/^1 exploit test reproduces/);
  });

  it("counts each revision as it stood when the next one arrived", async () => {
    const { project } = await createStory();
    await createRiskReport(project.as("manager"));
    const { revisions } = await report(project, 2);
    expect(
      revisions.map((state) => [state.revision.name, state.open.critical, state.open.high, state.open.low]),
    ).toEqual([
      ["v1.0.0", 1, 1, 1],
      ["v1.1.0", 0, 1, 1],
      ["v1.2.0", 1, 0, 1],
    ]);
    expect(revisions.map((state) => [state.resolved.critical, state.resolved.high])).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
  });

  it("does not let a PoC that ran again later on an old revision move that revision's numbers", async () => {
    const { project } = await createStory();
    const deps = project.as("security-lead");
    const old = await test.owner.query("SELECT id FROM revision WHERE project_id = $1 AND number = 1", [
      project.projectId,
    ]);
    await requestRuns(project, 1);
    await finishTestRuns(deps, old.rows[0].id, () => "does-not-reproduce");
    await createRiskReport(deps);
    expect((await report(project, 2)).revisions[0]?.open.critical).toBe(1);
  });

  it("lists each PoC with its verdict on each revision, and what could not run as an error", async () => {
    const { project, exploited, second } = await createStory();
    const deps = project.as("security-lead");
    await attachTestPoc(deps, exploited, { fileName: "Broken.t.sol", title: "Broken" });
    await finishTestRuns(deps, second, () => "error");
    await createRiskReport(deps);
    const { pocs, pocRevisions } = await report(project, 2);
    expect(pocRevisions.map((revision) => revision.name)).toEqual(["v1.0.0", "v1.1.0", "v1.2.0"]);
    expect(pocs.map((poc) => [poc.finding, poc.verdicts.map(({ verdict }) => verdict)])).toEqual([
      [exploited, ["reproduces", "does-not-reproduce", "reproduces"]],
      [exploited, [null, null, "error"]],
    ]);
    expect(pocs[1]?.verdicts[2]?.reason).toBe("does not compile");
  });

  it("counts the backlog apart from what is open, everywhere", async () => {
    const { project } = await createStory();
    const lead = project.as("security-lead");
    const before = await getOverview(lead);
    const [bystander] = before.openCriticalAndHigh;
    if (bystander === undefined) throw new Error("nothing severe is open");
    await test.owner.query(
      `UPDATE finding SET state = 'new', backlog = true, backlog_at = now() WHERE project_id = $1 AND number = $2`,
      [project.projectId, bystander.number],
    );
    const after = await getOverview(lead);
    expect(after.backlog).toBe(1);
    expect(after.open[bystander.severity]).toBe(before.open[bystander.severity] - 1);
    expect(after.openCriticalAndHigh.map(({ number }) => number)).not.toContain(bystander.number);
    expect(after.cannotSee.join(" ")).toContain("1 finding in older code is in the backlog");
  });

  it("never names a restricted finding, its PoC or its move, and counts it", async () => {
    const { project } = await createStory();
    const deps = project.as("security-lead");
    const { number } = await record(project, HIDDEN);
    await attachTestPoc(deps, number, { fileName: "Hidden.t.sol", title: HIDDEN });
    await restrict(project, number);
    await createRiskReport(deps);
    const snapshot = await report(project, 2);
    const overview = await getOverview(deps);
    expect(JSON.stringify([snapshot, overview])).not.toContain(HIDDEN);
    expect([snapshot.hiddenRestricted, overview.hiddenRestricted]).toEqual([1, 1]);
    expect(snapshot.open.critical).toBe(1);
    expect(snapshot.limits.join(" ")).toContain("1 restricted finding is counted here");
  });

  it("counts in the overview what a recount counts, own code only", async () => {
    const { project } = await createStory();
    const recount = await test.owner.query(
      `SELECT severity, count(*)::int AS n FROM finding WHERE project_id = $1 AND NOT dependency AND NOT restricted
       AND state IN ('new', 'confirmed', 'in-progress', 'fix-claimed', 'regressed') GROUP BY 1`,
      [project.projectId],
    );
    const expected = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
    for (const row of recount.rows) expected[row.severity as keyof typeof expected] = row.n;
    expect((await getOverview(project.as("developer"))).open).toEqual(expected);
    expect(expected).toEqual({ critical: 1, high: 0, medium: 0, low: 1, info: 0 });
  });

  it("tells in the overview what the newest revision brought and what to do", async () => {
    const { project, exploited } = await createStory();
    const overview = await getOverview(project.as("developer"));
    expect(overview.empty).toBe(false);
    expect(overview.revision?.name).toBe("v1.2.0");
    expect(overview.worse).toMatchObject({ finding: exploited, quiet: false });
    expect(overview.better).toMatchObject({ finding: 1, quiet: false });
    expect(overview.next.action).toEqual({ label: `Open F-${exploited}`, href: `finding/F-${exploited}` });
    expect(overview.openCriticalAndHigh.map((finding) => [finding.number, finding.state, finding.poc])).toEqual([
      [exploited, "regressed", "reproduces"],
    ]);
  });

  it("is empty before there is anything, and says so of the first revision", async () => {
    const project = await createTestProject(test.database);
    const deps = project.as("developer");
    expect(await getOverview(deps)).toMatchObject({ empty: true, revision: null, running: [] });
    const { number } = await createTestRevision(deps, { label: "v0.1.0" });
    const { task } = await startTestScan(deps, number);
    const during = await getOverview(deps);
    expect(during.worse.text).toBe("First revision, v0.1.0: nothing to compare with.");
    expect(during.scanners).toMatchObject([{ scanner: "solhint", state: "preparing" }]);
    expect(during.running.map(({ kind, done, total }) => [kind, done, total])).toEqual([["scan", 0, 1]]);
    expect(task.attempt).toBeGreaterThan(0);
  });

  it("names scanners that fit and were not asked for, with what was left out", async () => {
    const project = await createTestProject(test.database);
    const deps = project.as("developer");
    const { number } = await createTestRevision(deps, { roots: [TEST_ROOT] });
    await publishTestScan(deps, number, [], {
      complete: false,
      notScanned: [
        { path: "src/A.sol", reason: "larger than 1 MB" },
        { path: "src/B.sol", reason: "larger than 1 MB" },
      ],
    });
    const { notScanned } = await getOverview(deps);
    expect(notScanned[0]).toEqual({
      scanner: "solhint",
      what: "src/A.sol, src/B.sol",
      places: 2,
      reason: "larger than 1 MB",
    });
    expect(notScanned.slice(1).map((gap) => gap.scanner)).toEqual([
      "forge lint",
      "Redoubt detectors",
      "secretlint",
      "OpenZeppelin upgrades",
    ]);
  });

  it("does not take an older commit that arrived later for the newest", async () => {
    const project = await createTestProject(test.database);
    const deps = project.as("developer");
    const first = await createTestRevision(deps, { depth: 5, label: "v5" });
    await addTestRevision(deps, first.sourceId, { depth: 2, label: "v2" });
    expect((await getOverview(deps)).revision?.name).toBe("v5");
  });

  it("shows waiting and running work with its parts, and nothing when it has ended", async () => {
    const project = await createTestProject(test.database);
    const deps = project.as("security-lead");
    const revision = await createTestRevision(deps, { label: "v1" });
    const { number } = await record(project, "Seen by reading");
    for (const fileName of ["A.t.sol", "B.t.sol"]) await attachTestPoc(deps, number, { fileName });
    await requestRevision(deps, { ...scope, sourceId: revision.sourceId, scan: false });
    await createRiskReport(deps);
    const before = await listRunningWork(deps);
    expect(before.map((work) => [work.kind, work.label, work.done, work.total])).toEqual([
      ["fetch", "Fetch the default branch", 0, 0],
      ["poc", "PoCs on v1", 0, 2],
      ["report", "Report 1", 0, 0],
    ]);
    await finishTestRuns(deps, revision.revisionId, () => "reproduces");
    expect((await listRunningWork(deps)).map((work) => work.kind)).toEqual(["fetch", "report"]);
  });

  it("renders once: the second delivery finds nothing to do, a failure stays readable", async () => {
    const project = await createTestProject(test.database);
    const deps = project.as("manager");
    await record(project, "Seen by reading");
    await createRiskReport(deps);
    await createRiskReport(deps);
    const ids = await test.owner.query("SELECT id FROM report WHERE project_id = $1 ORDER BY number", [
      project.projectId,
    ]);
    const [first, second] = ids.rows.map((row) => row.id);
    await expect(getReportDocument(deps, 1, "pdf")).rejects.toMatchObject({ code: "report.not-rendered" });
    const file = { sha256: "ab".repeat(32), size: 3, storageKey: "key" };
    expect((await startRender(project.system, first))?.snapshot.number).toBe(1);
    await completeRender(project.system, first, { pdf: file, markdown: file });
    await completeRender(project.system, first, { pdf: { ...file, storageKey: "other" }, markdown: file });
    expect(await startRender(project.system, first)).toBeNull();
    expect(await getReportDocument(deps, 1, "pdf")).toMatchObject({ storageKey: "key" });
    await failRender(project.system, second, "no font");
    const entries = await listReports(deps);
    expect(entries.map((entry) => [entry.number, entry.renderState, entry.renderFailure])).toEqual([
      [2, "failed", "no font"],
      [1, "ready", null],
    ]);
    expect(entries[0]?.createdBy).toContain("manager");
  });

  it("compares what was planted with stored runs, for the demo alone and without restricted findings", async () => {
    const project = await createTestProject(test.database);
    const deps = project.as("security-lead");
    await expect(getCoverageMatrix(deps)).rejects.toMatchObject({ code: "report.not-a-demo" });
    await test.owner.query("UPDATE project SET demo = true WHERE id = $1", [project.projectId]);
    const place = { file: "src/Governor.sol", function: "vote" };
    const rest = { severity: "high", cwe: ["CWE-252"], blind: false, planted: { "v1.0.0": "present" } };
    await setPlanted(project.system, [
      { id: "W7", title: HIGH.title, ...place, ...rest, poc: "test/poc/Vote.t.sol" },
      { id: "W8", title: HIDDEN, ...place, function: "setDelay", ...rest, poc: "test/poc/Hidden.t.sol" },
    ]);
    const revision = await createTestRevision(deps, { label: "v1.0.0" });
    const result = { ...HIGH, container: "Governor", callable: "vote" };
    await publishTestScan(deps, revision.number, [result]);
    const { number } = await record(project, HIDDEN);
    await attachTestPoc(deps, 1, { fileName: "Vote.t.sol" });
    await attachTestPoc(deps, number, { fileName: "Hidden.t.sol" });
    await finishTestRuns(deps, revision.revisionId, () => "reproduces");
    const states = async () => {
      const { columns, rows } = await getCoverageMatrix(deps);
      const at = (id: string) => columns.findIndex((column) => column.id === id);
      return rows.map((row) => [row.findings, ...["solhint", "redoubt", "poc"].map((id) => row.cells[at(id)]?.state)]);
    };
    expect(await states()).toEqual([
      [[1], "found", "not-run", "found"],
      [[number], "not-found", "not-run", "found"],
    ]);
    await restrict(project, number);
    expect((await states())[1]).toEqual([[], "not-found", "not-run", "not-run"]);
  });

  it("keeps projects and organizations apart", async () => {
    const { project } = await createStory();
    const sibling = await createTestProject(test.database, { organization: project.organization, slug: "other" });
    const stranger = await createTestProject(test.database);
    for (const other of [sibling, stranger]) {
      const deps = other.as("manager");
      await expect(getReport(deps, { ...scope, report: 1 })).rejects.toMatchObject({ code: "report.not-found" });
      await expect(getReportDocument(deps, 1, "json")).rejects.toMatchObject({ code: "report.not-found" });
      expect(await listReports(deps)).toEqual([]);
      expect(await getOverview(deps)).toMatchObject({ empty: true, pocs: [], scanners: [], revision: null });
      expect(await listRunningWork(deps)).toEqual([]);
    }
    await record(sibling, "Of the sibling");
    await createRiskReport(sibling.as("manager"));
    const all = await listOrganizationReports(project.organization.members.manager.deps);
    expect(all.map((entry) => [entry.project.slug, entry.number])).toEqual([
      ["other", 1],
      ["vault", 1],
    ]);
    expect(await listOrganizationReports(stranger.organization.members.manager.deps)).toEqual([]);
  });
});
