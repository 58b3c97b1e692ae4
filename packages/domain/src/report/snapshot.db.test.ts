import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assignFinding, changeFindingSettings, decideFinding, recordFinding } from "../finding/server.ts";
import { publishTestScan, testResult } from "../finding/testing.ts";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toTypedId, toUuid } from "../shared/index.ts";
import { addTestRevision, createTestRevision } from "../source/testing.ts";
import { attachTestPoc, finishTestRuns } from "../verification/testing.ts";
import type { FindingSnapshot, KnownIssuesSnapshot } from "./other-snapshots.ts";
import type { RiskSnapshot } from "./risk-snapshot.ts";
import { riskOf, testSnapshotV1 } from "./testing.ts";
import { compareReports } from "./use-cases/compare-reports.ts";
import { createFindingReport } from "./use-cases/create-finding-report.ts";
import { createKnownIssues } from "./use-cases/create-known-issues.ts";
import { createRiskReport } from "./use-cases/create-risk-report.ts";
import { getReport } from "./use-cases/get-report.ts";
import { getReportDocument } from "./use-cases/get-report-document.ts";
import { getTrend } from "./use-cases/get-trend.ts";
import { listReports } from "./use-cases/list-reports.ts";

const scope = { organization: "x", project: "x" };
const HIDDEN = "the-hidden-weakness";
const VAULT = Array.from({ length: 60 }, (_, index) => `    line ${index + 1};`).join("\n");

describe.skipIf(!hasTestServer())("the data of reports", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
  });
  afterAll(() => test?.drop());

  const lead = (project: TestProject) => project.as("security-lead");

  /** One person decides here, on what is severe too: what waits for a second one is in no report. */
  async function createProject(): Promise<TestProject> {
    const project = await createTestProject(test.database);
    await changeFindingSettings(lead(project), { organization: "x", secondPersonFrom: null, rowVersion: 0 });
    return project;
  }

  async function record(project: TestProject, title: string, over: Partial<Parameters<typeof recordFinding>[1]> = {}) {
    const input = {
      ...scope,
      title,
      description: "Found by `reading`.",
      severity: "critical",
      confidence: "high",
    } as const;
    return (await recordFinding(lead(project), { ...input, ...over })).number;
  }

  const set = (project: TestProject, number: number, columns: string) =>
    test.owner.query(`UPDATE finding SET ${columns} WHERE project_id = $1 AND number = $2`, [
      project.projectId,
      number,
    ]);

  const versionOf = async (project: TestProject, number: number): Promise<number> =>
    (
      await test.owner.query("SELECT row_version FROM finding WHERE project_id = $1 AND number = $2", [
        project.projectId,
        number,
      ])
    ).rows[0].row_version;

  async function decide(
    project: TestProject,
    number: number,
    decision: Parameters<typeof decideFinding>[1]["decision"],
  ): Promise<void> {
    const findings = [{ number, rowVersion: await versionOf(project, number) }];
    await decideFinding(lead(project), { ...scope, findings, decision });
  }

  async function freeze(project: TestProject, files: Record<string, string> = {}): Promise<RiskSnapshot> {
    const { number } = await createRiskReport(lead(project), { read: async (_tree, path) => files[path] ?? null });
    return riskOf((await getReport(lead(project), { ...scope, report: number })).snapshot);
  }

  it("asks for what only a person can settle, and answers whether one would sleep", async () => {
    const project = await createProject();
    const revision = await createTestRevision(lead(project), { label: "v1.0.0" });
    const owned = await record(project, "Owned");
    const unowned = await record(project, "Unowned");
    const lived = await record(project, "Lived with");
    await assignFinding(lead(project), {
      ...scope,
      findings: [{ number: owned, rowVersion: 1 }],
      assignee: project.organization.members.developer.memberId,
    });
    await decide(project, lived, {
      ...{ command: "acknowledge", reason: "Until the vote.", owner: project.organization.members.developer.memberId },
      until: new Date(Date.now() + 20 * 86_400_000),
    });
    await set(project, owned, "due_at = now() - interval '41 days 1 hour'");
    await attachTestPoc(lead(project), unowned, { fileName: "Broken.t.sol" });
    await finishTestRuns(lead(project), revision.revisionId, () => "error");
    const snapshot = await freeze(project);
    expect(snapshot.answer.verdict).toBe("no");
    expect(snapshot.decisions.map(({ kind, findings }) => [kind, findings])).toEqual([
      ["overdue", [owned]],
      ["owner", [unowned]],
      ["poc-error", [unowned]],
      ["acknowledgement", [lived]],
    ]);
    expect(snapshot.promises).toMatchObject({ late: 1, lines: [{ finding: owned, state: "late", days: 41 }] });
  });

  it("tells each open critical and high with its code, its history and who saw it, and nobody's comments", async () => {
    const project = await createProject();
    const deps = lead(project);
    const { number: revision } = await createTestRevision(deps, { label: "v1.0.0" });
    const seen = testResult({ key: "a", severity: "high", title: "Unchecked `send`", startLine: 20, endLine: 22 });
    await publishTestScan(deps, revision, [seen, testResult({ key: "b", severity: "low" })]);
    await decide(project, 1, { command: "confirm", comment: "a-private-remark" });
    const { sheets, sheetsOmitted } = await freeze(project, { "src/Vault.sol": VAULT });
    expect(sheetsOmitted).toBe(0);
    expect(sheets.map(({ number, title }) => [number, title])).toEqual([[1, "Unchecked `send`"]]);
    expect(sheets[0]?.code).toMatchObject({ path: "src/Vault.sol", firstLine: 14, from: 20, to: 22 });
    expect(sheets[0]?.code?.lines[6]).toBe("    line 20;");
    expect(sheets[0]?.code?.revision.name).toBe("v1.0.0");
    expect(sheets[0]?.reporters).toMatchObject([{ title: "solhint", present: true }]);
    expect(sheets[0]?.history.map(({ who, deed }) => `${who} ${deed}`)).toEqual([
      "solhint reported it",
      expect.stringMatching(/^security-lead of .* confirmed it$/),
    ]);
    expect(JSON.stringify(sheets)).not.toContain("a-private-remark");
  });

  it("says why code is not shown instead of leaving a hole", async () => {
    const project = await createProject();
    const { number: revision } = await createTestRevision(lead(project));
    const far = testResult({ key: "a", severity: "high", startLine: 500, endLine: 501 });
    const gone = testResult({ key: "b", severity: "high", path: "src/Gone.sol", detector: "other" });
    await publishTestScan(lead(project), revision, [far, gone]);
    await record(project, "Without a place");
    const { sheets } = await freeze(project, { "src/Vault.sol": VAULT });
    expect(new Set(sheets.map(({ path, code, noCode }) => `${path} ${code} ${noCode}`))).toEqual(
      new Set([
        "src/Vault.sol null The file is shorter than the line that is named.",
        "src/Gone.sol null The file could not be read when the report was made.",
        "null null null",
      ]),
    );
  });

  it("compares with the last report from both frozen lists, and any two on demand", async () => {
    const project = await createProject();
    const deps = lead(project);
    const fixed = await record(project, "Fixed later");
    const raised = await record(project, "Raised", { severity: "medium" });
    await freeze(project);
    await decide(project, fixed, { command: "dismiss", reason: "false-positive", comment: "Not so." });
    await set(project, raised, "severity = 'high', severity_rank = 1");
    const added = await record(project, "New one");
    const second = await freeze(project);
    const told = (diff: RiskSnapshot["diff"]) => diff?.findings.map(({ kind, number }) => [kind, number]);
    const expected = [
      ["opened", added],
      ["severity-raised", raised],
      ["decided", fixed],
    ];
    expect(second.diff).toMatchObject({ complete: true, from: { number: 1 }, to: { number: 2 } });
    expect(told(second.diff)).toEqual(expected);
    expect(told(await compareReports(deps, { ...scope, report: 2, with: 1 }))).toEqual(expected);
    await expect(compareReports(deps, { ...scope, report: 2, with: 2 })).rejects.toMatchObject({
      code: "report.not-comparable",
    });
    await expect(compareReports(deps, { ...scope, report: 2, with: 9 })).rejects.toMatchObject({
      code: "report.not-found",
    });
  });

  it("reads and hands out a report that was stored in the older format as it was, and compares with it", async () => {
    const project = await createProject();
    const number = await record(project, "Found by reading");
    await freeze(project);
    const old = testSnapshotV1({
      ...{ number: 1, open: { critical: 1, high: 0, medium: 0, low: 0, info: 0 } },
      openCriticalAndHigh: [
        { number, title: "Found", severity: "critical", state: "new", place: null, owner: null, ageDays: 0, poc: null },
      ],
    });
    await test.owner.query("UPDATE report SET snapshot = $2 WHERE project_id = $1 AND number = 1", [
      project.projectId,
      old,
    ]);
    const { snapshot } = await getReport(lead(project), { ...scope, report: 1 });
    expect(riskOf(snapshot)).toMatchObject({ format: "redoubt/risk-report@1", answer: { verdict: "no" } });
    const json = await getReportDocument(lead(project), 1, "json");
    expect(json.format === "json" && JSON.parse(json.text)).toEqual(old);
    expect((await freeze(project)).diff).toMatchObject({ complete: false, findings: [] });
  });

  it("counts what was open at each moment since the project began", async () => {
    const project = await createProject();
    const first = await record(project, "First");
    const second = await record(project, "Second", { severity: "low" });
    await decide(project, second, { command: "dismiss", reason: "by-design", comment: "So." });
    const at = (days: number) => `at = now() - interval '${days} days'`;
    await test.owner.query("UPDATE project SET created_at = now() - interval '32 days' WHERE id = $1", [
      project.projectId,
    ]);
    const move = (number: number, to: string, days: number) =>
      test.owner.query(
        `UPDATE finding_event e SET ${at(days)} FROM finding f WHERE f.id = e.finding_id AND f.project_id = $1 AND f.number = $2 AND e."to" = $3`,
        [project.projectId, number, to],
      );
    await test.owner.query("ALTER TABLE finding_event DISABLE TRIGGER USER");
    await move(first, "new", 10);
    await move(second, "new", 20);
    await move(second, "dismissed", 5);
    await test.owner.query("ALTER TABLE finding_event ENABLE TRIGGER USER");
    const { dates } = await getTrend(lead(project));
    expect(dates).toHaveLength(33);
    const open = (daysAgo: number) => {
      const state = dates[32 - daysAgo]?.open;
      return [state?.critical, state?.low];
    };
    expect([open(31), open(19), open(9), open(4), open(0)]).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
      [1, 0],
    ]);
  });

  it("tells one finding in full, with what was said and decided", async () => {
    const project = await createProject();
    const deps = lead(project);
    const { number: revision, revisionId } = await createTestRevision(deps, { label: "v1.0.0" });
    const number = await record(project, "Votes `twice`", {
      revision,
      path: "src/Vault.sol",
      startLine: 20,
      endLine: 21,
    });
    await attachTestPoc(deps, number, { fileName: "Votes.t.sol", title: "Votes" });
    await finishTestRuns(deps, revisionId, () => "reproduces");
    await decide(project, number, { command: "start-fix", comment: "On it **now**." });
    const entry = await createFindingReport(deps, { ...scope, finding: number }, async () => VAULT);
    expect(entry).toMatchObject({ kind: "finding", number: 1, title: expect.stringContaining(`F-${number}`) });
    expect(entry.title).not.toContain("Votes");
    const { snapshot } = await getReport(project.as("developer"), { ...scope, report: 1 });
    const { sheet } = snapshot as FindingSnapshot;
    expect(sheet).toMatchObject({ number, state: "in-progress", recordedBy: expect.stringContaining("security-lead") });
    expect(sheet.code).toMatchObject({ from: 20, to: 21 });
    expect(sheet.pocs).toMatchObject([{ fileName: "Votes.t.sol", runs: [{ verdict: "reproduces" }] }]);
    expect(sheet.history.map(({ said }) => said)).toContain("On it **now**.");
  });

  it("lists what is known and lived with, with reasons and the code that is meant", async () => {
    const project = await createProject();
    const deps = lead(project);
    await createTestRevision(deps, { label: "v1.0.0", dependencyPaths: ["lib/openzeppelin"], nsloc: 612 });
    const owner = project.organization.members.developer.memberId;
    const [lived, design, wrong, hidden] = [
      await record(project, "Lived with"),
      await record(project, "Meant so", { severity: "low" }),
      await record(project, "False alarm", { severity: "low" }),
      await record(project, HIDDEN, { severity: "low" }),
    ];
    await decide(project, lived, {
      ...{ command: "acknowledge", reason: "Until the *vote*.", owner },
      until: new Date(Date.now() + 40 * 86_400_000),
    });
    for (const number of [design, hidden])
      await decide(project, number, { command: "dismiss", reason: "by-design", comment: "It is meant." });
    await decide(project, wrong, { command: "dismiss", reason: "false-positive", comment: "It is not so." });
    await set(project, hidden, "restricted = true");
    const entry = await createKnownIssues(deps);
    expect(entry.kind).toBe("known-issues");
    const snapshot = (await getReport(deps, { ...scope, report: entry.number })).snapshot as KnownIssuesSnapshot;
    expect(snapshot.issues.map(({ number, group, reason }) => [number, group, reason])).toEqual([
      [lived, "acknowledged", "Until the *vote*."],
      [design, "by-design", "It is meant."],
    ]);
    expect(snapshot.issues[0]).toMatchObject({
      owner: expect.stringContaining("developer"),
      until: expect.any(String),
    });
    expect(snapshot.scope).toMatchObject({ nsloc: 612, roots: [{ kind: "foundry", files: 3 }] });
    expect(snapshot.scope.out).toContainEqual({ what: "lib/openzeppelin", why: "code of others" });
    expect(snapshot.hiddenRestricted).toBe(1);
    expect(JSON.stringify(snapshot)).not.toContain(HIDDEN);
    expect((await listReports(deps)).map(({ kind }) => kind)).toEqual(["known-issues"]);
  });

  it("makes no report of a restricted finding, and shows none that names one to who may not see it", async () => {
    const project = await createProject();
    const number = await record(project, HIDDEN);
    await freeze(project);
    await createFindingReport(lead(project), { ...scope, finding: number });
    await set(project, number, "restricted = true");
    await expect(createFindingReport(lead(project), { ...scope, finding: number })).rejects.toMatchObject({
      code: "report.finding-restricted",
    });
    await expect(createFindingReport(project.as("manager"), { ...scope, finding: number })).rejects.toMatchObject({
      code: "finding.not-found",
    });
    for (const report of [1, 2]) {
      const code = "report.names-restricted";
      await expect(getReport(project.as("manager"), { ...scope, report })).rejects.toMatchObject({ code });
      await expect(getReportDocument(project.as("developer"), report, "json")).rejects.toMatchObject({ code });
      expect((await getReport(lead(project), { ...scope, report })).number).toBe(report);
    }
    await expect(compareReports(project.as("manager"), { ...scope, report: 1, with: 2 })).rejects.toMatchObject({
      code: "report.names-restricted",
    });
    expect(JSON.stringify(await listReports(project.as("manager")))).not.toContain(HIDDEN);
    expect(JSON.stringify(await freeze(project))).not.toContain(HIDDEN);
  });

  it("keeps findings, code and reports of another organization apart", async () => {
    const project = await createProject();
    const stranger = await createTestProject(test.database);
    const { sourceId, number: revision } = await createTestRevision(lead(project), { label: "v1.0.0" });
    await addTestRevision(lead(project), sourceId, { depth: 2 });
    const number = await record(project, "Ours", { revision, path: "src/Vault.sol", startLine: 3 });
    await freeze(project);
    await record(stranger, "Theirs");
    const asked: string[] = [];
    await createRiskReport(lead(stranger), {
      read: async (_tree, path) => {
        asked.push(path);
        return VAULT;
      },
    });
    expect(asked).toEqual([]);
    const theirs = riskOf((await getReport(lead(stranger), { ...scope, report: 1 })).snapshot);
    expect(JSON.stringify(theirs)).not.toContain("Ours");
    await createRiskReport(lead(stranger));
    await expect(compareReports(lead(stranger), { ...scope, report: 1, with: 3 })).rejects.toMatchObject({
      code: "report.not-found",
    });
    await expect(createFindingReport(lead(stranger), { ...scope, finding: number + 5 })).rejects.toMatchObject({
      code: "finding.not-found",
    });
    expect(toUuid(toTypedId("project", project.projectId))).toBe(project.projectId);
  });
});
