import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision, type TestRevision } from "../source/testing.ts";
import { FindingFilters } from "./filters.ts";
import type { NormalizedFinding } from "./normalized.ts";
import type { Decision } from "./schema.ts";
import { expectCountersToEqualRecount, publishTestScan, testResult } from "./testing.ts";
import { adoptBacklog } from "./use-cases/adopt-backlog.ts";
import { applyPocResult } from "./use-cases/apply-poc-result.ts";
import { countFindings } from "./use-cases/count-findings.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { declineBacklog } from "./use-cases/decline-backlog.ts";
import { getBacklog } from "./use-cases/get-backlog.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { listFindings } from "./use-cases/list-findings.ts";
import { recordFinding } from "./use-cases/record-finding.ts";
import { setSeverity } from "./use-cases/set-severity.ts";
import { undoBacklog } from "./use-cases/undo-backlog.ts";
import { undoDecision } from "./use-cases/undo-decision.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
let project: TestProject;
let lead: ProjectDeps;
let first: TestRevision;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  lead = project.as("security-lead");
  first = await createTestRevision(lead, { depth: 1 });
});
afterEach(() => expectCountersToEqualRecount(test.owner));
afterAll(() => test.drop());

const hit = (key: string, over: Partial<NormalizedFinding> = {}) =>
  testResult({ key, callable: key, functionHash: `text of ${key}`, startLine: key.charCodeAt(0), ...over });
const OLD = [hit("a"), hit("b"), hit("c", { severity: "high" }), hit("d", { dependency: true, path: "lib/x/D.sol" })];

const read = (number: number, deps = lead) => getFinding(deps, { ...scope, number });
const commit = (depth: number, isDefaultRef = true) =>
  addTestRevision(
    lead,
    first.sourceId,
    { depth, isDefaultRef, resolvedRef: isDefaultRef ? "main" : "side" },
    isDefaultRef ? "main" : "side",
  );

async function listed(backlog: FindingFilters["backlog"], over: Partial<FindingFilters> = {}): Promise<number[]> {
  const filters = FindingFilters.parse({ backlog, dependency: "shown", ...over });
  const page = await listFindings(lead, { ...scope, filters, sort: "severity", limit: 200 });
  return page.items.map(({ number }) => number).sort((a, b) => a - b);
}

async function decide(number: number, decision: Decision): Promise<void> {
  const { rowVersion } = await read(number);
  await decideFinding(lead, { ...scope, findings: [{ number, rowVersion }], decision });
}

async function auditCount(action: string): Promise<number> {
  const { rows } = await test.owner.query(
    "SELECT count(*)::int AS n FROM audit_event WHERE organization_id = $1 AND action = $2",
    [lead.organizationId, action],
  );
  return rows[0].n;
}

describe("the question", () => {
  it("is put after the first finished scan, and counts what may be adopted", async () => {
    expect(await getBacklog(lead)).toEqual({ question: null, backlog: null });
    await expect(adoptBacklog(lead)).rejects.toMatchObject({ code: "finding.no-backlog-question" });
    await publishTestScan(lead, 1, OLD);
    expect((await getBacklog(lead)).question).toEqual({
      findings: 2,
      dependency: 1,
      more: false,
      keptFrom: "high",
      kept: 1,
    });
  });

  it("is about code that was there before, not about what came since", async () => {
    await publishTestScan(lead, 1, OLD);
    const { number } = await commit(2);
    await publishTestScan(lead, number, [...OLD, hit("e")]);
    expect((await getBacklog(lead)).question).toMatchObject({ findings: 2 });
    expect(await adoptBacklog(lead)).toEqual({ adopted: 3 });
    expect(await listed("only")).toEqual([1, 2, 4]);
    expect(await listed("folded")).toEqual([3, 5]);
  });

  it("leaves out what people recorded and decided, and is not put again once answered", async () => {
    await recordFinding(lead, { ...scope, title: "By hand", description: "x", severity: "low", confidence: "high" });
    await publishTestScan(lead, 1, OLD);
    await decide(2, { command: "confirm" });
    expect((await getBacklog(lead)).question).toMatchObject({ findings: 1 });
    await declineBacklog(lead);
    expect((await getBacklog(lead)).question).toBeNull();
    await expect(adoptBacklog(lead)).rejects.toMatchObject({ code: "finding.no-backlog-question" });
    expect(await auditCount("finding.decline-backlog")).toBe(1);
  });
});

describe("the backlog", () => {
  beforeEach(async () => {
    await publishTestScan(lead, 1, OLD);
    await adoptBacklog(lead);
  });

  it("is listed apart, counted apart and adopted with one audit event", async () => {
    expect(await listed("only")).toEqual([1, 2, 4]);
    expect(await listed("folded")).toEqual([3]);
    expect(await listed("shown")).toEqual([1, 2, 3, 4]);
    const counts = await countFindings(lead, { ...scope, dependency: "folded" });
    expect(counts).toMatchObject({ open: 1, backlog: 2, backlogBySeverity: { medium: 2, high: 0 } });
    expect(counts.cells).toEqual([{ severity: "high", state: "new", count: 1 }]);
    expect(await auditCount("finding.adopt-backlog")).toBe(1);
    expect(await getBacklog(lead)).toMatchObject({
      question: null,
      backlog: { findings: 2, dependency: 1, adopted: 3, adoptedBy: expect.stringContaining("security-lead") },
    });
    expect(await read(1)).toMatchObject({
      backlog: true,
      rowVersion: 1,
      history: [{ to: "new" }, { kind: "backlog", from: "open", to: "backlog", origin: "human" }],
    });
  });

  it("stays out of another project and another organization", async () => {
    const other = await createTestProject(test.database);
    const stranger = other.as("owner");
    await createTestRevision(stranger, { depth: 1 });
    await publishTestScan(stranger, 1, [hit("a")]);
    expect(await getBacklog(stranger)).toMatchObject({ question: { findings: 1 }, backlog: null });
    await expect(undoBacklog(stranger)).rejects.toMatchObject({ code: "finding.no-backlog" });
    expect(await listed("only")).toEqual([1, 2, 4]);
  });

  it("is silent on a new scan of the same code, and comes back when its function is touched", async () => {
    const second = await commit(2);
    await publishTestScan(lead, second.number, OLD);
    expect(await listed("only")).toEqual([1, 2, 4]);
    const third = await commit(3);
    const [a, ...others] = OLD;
    await publishTestScan(lead, third.number, [{ ...hit("a"), functionHash: "another text" }, ...others]);
    expect(a?.functionHash).toBe("text of a");
    expect(await listed("only")).toEqual([2, 4]);
    const back = await read(1);
    expect(back).toMatchObject({ backlog: false, state: "new", rowVersion: 2 });
    expect(back.history.at(-1)).toMatchObject({
      kind: "backlog",
      origin: "import",
      from: "backlog",
      to: "open",
      details: { why: "the code of a was touched", revision: 3 },
    });
    const fourth = await commit(4);
    await publishTestScan(lead, fourth.number, [{ ...hit("a"), functionHash: "another text" }, ...others]);
    expect((await read(1)).history).toHaveLength(3);
  });

  it("compares with the newest text, not with that of the adoption alone, and only on the default branch", async () => {
    const side = await commit(2, false);
    await publishTestScan(lead, side.number, [{ ...hit("a"), functionHash: "side" }, ...OLD.slice(1)]);
    expect(await listed("only")).toEqual([1, 2, 4]);
    const main = await commit(3);
    await publishTestScan(lead, main.number, [{ ...hit("a"), functionHash: "side" }, ...OLD.slice(1)]);
    expect(await listed("only")).toEqual([2, 4]);
  });

  it("does not come back from a run that could not read the function", async () => {
    const second = await commit(2);
    const { functionHash: _hash, ...unread } = hit("a");
    await publishTestScan(lead, second.number, [unread, ...OLD.slice(1)]);
    expect(await listed("only")).toEqual([1, 2, 4]);
  });

  it("loses a finding to whoever decides, and takes it back with the undo", async () => {
    await decide(1, { command: "confirm" });
    expect(await read(1)).toMatchObject({ backlog: false, state: "confirmed" });
    await undoDecision(lead, { ...scope, number: 1 });
    expect(await read(1)).toMatchObject({ backlog: true, state: "new" });
    const { rowVersion } = await read(2);
    await setSeverity(lead, { ...scope, number: 2, rowVersion, severity: "low", comment: "only so" });
    expect(await listed("only")).toEqual([1, 4]);
  });

  it("loses what a PoC reproduces", async () => {
    const { rows } = await test.owner.query("SELECT id FROM finding WHERE project_id = $1 AND number = 1", [
      lead.projectId,
    ]);
    const outcome = { findingId: rows[0].id, revisionId: first.revisionId, runId: rows[0].id };
    await lead.withOrganization((tx) => applyPocResult(tx, lead, { ...outcome, verdict: "reproduces" }));
    expect(await read(1)).toMatchObject({ backlog: false, state: "new" });
    expect((await read(1)).history.at(-1)).toMatchObject({ kind: "backlog", origin: "poc", to: "open" });
  });

  it("keeps what a run does not observe for a while, and lets go of what comes back from resolved", async () => {
    const second = await commit(2);
    const without = { detectors: ["avoid-tx-origin"] };
    await publishTestScan(lead, second.number, [], without);
    expect(await read(1)).toMatchObject({ state: "not-observed", backlog: false });
    const third = await commit(3);
    await publishTestScan(lead, third.number, OLD);
    expect(await read(1)).toMatchObject({ state: "new", backlog: true });
    const fourth = await commit(4);
    await publishTestScan(lead, fourth.number, OLD.slice(1));
    expect(await read(1)).toMatchObject({ state: "resolved", backlog: false });
    const fifth = await commit(5);
    await publishTestScan(lead, fifth.number, OLD);
    expect(await read(1)).toMatchObject({ state: "regressed", backlog: false });
  });
});

describe("undoing the adoption", () => {
  it("restores exactly those that nobody has decided since, and puts the question again", async () => {
    await publishTestScan(lead, 1, OLD);
    await adoptBacklog(lead);
    await decide(1, { command: "dismiss", reason: "by-design", comment: "meant so" });
    expect(await undoBacklog(lead)).toEqual({ restored: 2 });
    expect(await listed("folded", { state: ["open"] })).toEqual([2, 3, 4]);
    expect(await read(1)).toMatchObject({ state: "dismissed", backlog: false });
    expect((await read(2)).history.at(-1)).toMatchObject({ kind: "backlog", from: "backlog", to: "open" });
    expect(await auditCount("finding.undo-backlog")).toBe(1);
    expect((await getBacklog(lead)).question).toMatchObject({ findings: 1, dependency: 1 });
    await expect(undoBacklog(lead)).rejects.toMatchObject({ code: "finding.no-backlog" });
  });

  it("is not outlived by the undo of a decision", async () => {
    await publishTestScan(lead, 1, OLD);
    await adoptBacklog(lead);
    await decide(1, { command: "confirm" });
    await undoBacklog(lead);
    await undoDecision(lead, { ...scope, number: 1 });
    expect(await read(1)).toMatchObject({ state: "new", backlog: false });
  });
});
