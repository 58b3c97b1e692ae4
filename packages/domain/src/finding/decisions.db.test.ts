import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision, type TestRevision } from "../source/testing.ts";
import type { Decision } from "./schema.ts";
import { expectCountersToEqualRecount, publishTestScan, testResult } from "./testing.ts";
import { applyPocResult } from "./use-cases/apply-poc-result.ts";
import { assignFinding } from "./use-cases/assign-finding.ts";
import { commentFinding } from "./use-cases/comment-finding.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { decideHold } from "./use-cases/decide-hold.ts";
import { expireAcknowledgements } from "./use-cases/expire-acknowledgements.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { recordFinding } from "./use-cases/record-finding.ts";
import { setSeverity } from "./use-cases/set-severity.ts";
import { undoDecision } from "./use-cases/undo-decision.ts";

const scope = { organization: "x", project: "x" };
const SOON = new Date(Date.now() + 86_400_000);
let test: TestDatabase;
let project: TestProject;
let lead: ProjectDeps;
let developer: ProjectDeps;
let first: TestRevision;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  lead = project.as("security-lead");
  developer = project.as("developer");
  first = await createTestRevision(lead, { depth: 1 });
});
afterEach(() => expectCountersToEqualRecount(test.owner));
afterAll(() => test.drop());

const read = (number = 1, deps = lead) => getFinding(deps, { ...scope, number });
const record = (over: Partial<Parameters<typeof recordFinding>[1]> = {}, deps = lead) =>
  recordFinding(deps, {
    ...scope,
    title: "Pool price wins",
    description: "The oracle returns the pool.",
    severity: "medium",
    confidence: "high",
    ...over,
  });

async function decide(decision: Decision, deps = lead, number = 1) {
  const { rowVersion } = await read(number);
  const [changed] = await decideFinding(deps, { ...scope, findings: [{ number, rowVersion }], decision });
  return changed;
}

async function audited(action: string): Promise<number> {
  const { rows } = await test.owner.query(
    "SELECT count(*)::int AS n FROM audit_event WHERE organization_id = $1 AND action = $2",
    [lead.organizationId, action],
  );
  return rows[0].n;
}

describe("recording by hand", () => {
  it("numbers it, keeps its place and who recorded it", async () => {
    const made = await record({
      revision: 1,
      path: "src/Oracle.sol",
      startLine: 64,
      endLine: 66,
      classes: { cwe: ["CWE-20"] },
    });
    expect(made).toMatchObject({ number: 1, state: "new", origin: "manual", path: "src/Oracle.sol", startLine: 64 });
    expect(await read()).toMatchObject({
      recordedBy: expect.stringContaining("security-lead"),
      classes: { cwe: ["CWE-20"] },
      occurrences: [{ revision: { number: 1 }, startLine: 64, endLine: 66, match: { step: "recorded" } }],
      history: [{ origin: "human", from: null, to: "new" }],
    });
    expect(await audited("finding.record")).toBe(1);
  });

  it("refuses a revision or a member of another project or organization", async () => {
    const other = await createTestProject(test.database);
    await expect(record({ revision: 99 })).rejects.toMatchObject({ code: "source.revision-not-found" });
    const stranger = other.organization.members.developer.memberId;
    await expect(record({ assignee: stranger })).rejects.toMatchObject({ code: "finding.member-not-found" });
  });
});

describe("deciding", () => {
  it("walks through a fix, with history and audit for each step", async () => {
    await record();
    await decide({ command: "confirm" });
    await decide({ command: "start-fix" }, developer);
    await decide({ command: "claim-fix", comment: "capped the price" }, developer);
    await expect(decide({ command: "confirm-fix" }, developer)).rejects.toMatchObject({
      code: "finding.not-allowed-now",
    });
    await decide({ command: "confirm-fix" });
    const detail = await read();
    expect(detail).toMatchObject({
      state: "resolved",
      rowVersion: 5,
      fixClaimedBy: expect.stringContaining("developer"),
    });
    expect(detail.history.map(({ to }) => to)).toEqual(["new", "confirmed", "in-progress", "fix-claimed", "resolved"]);
    for (const action of ["confirm", "start-fix", "claim-fix", "confirm-fix"]) {
      expect(await audited(`finding.${action}`)).toBe(1);
    }
  });

  it("refuses a stale decision with both versions, and changes nothing", async () => {
    await record();
    await decide({ command: "confirm" });
    const findings = [{ number: 1, rowVersion: 1 }];
    await expect(
      decideFinding(developer, { ...scope, findings, decision: { command: "start-fix" } }),
    ).rejects.toMatchObject({
      code: "finding.stale",
      details: { number: 1, yours: { rowVersion: 1 }, current: { rowVersion: 2, state: "confirmed" } },
    });
    expect(await read()).toMatchObject({ state: "confirmed", rowVersion: 2 });
  });

  it("decides a selection together or not at all", async () => {
    for (let each = 0; each < 3; each += 1) await record();
    await decide({ command: "claim-fix" }, lead, 3);
    const dismissal: Decision = { command: "dismiss", reason: "by-design", comment: "EOA only" };
    const versions = async (numbers: number[]) =>
      Promise.all(numbers.map(async (number) => ({ number, rowVersion: (await read(number)).rowVersion })));
    const all = { ...scope, findings: await versions([1, 2, 3]), decision: dismissal };
    await expect(decideFinding(lead, all)).rejects.toMatchObject({ code: "finding.not-allowed-now" });
    expect((await read(1)).state).toBe("new");
    const two = { ...scope, findings: await versions([1, 2]), decision: dismissal };
    const changed = await decideFinding(lead, two);
    expect(changed.map(({ state, reason }) => `${state} ${reason}`)).toEqual([
      "dismissed by-design",
      "dismissed by-design",
    ]);
  });

  it("lets a developer dismiss up to medium, and not lower the severity first", async () => {
    await record({ severity: "high" });
    await record({ severity: "medium" });
    const dismissal: Decision = { command: "dismiss", reason: "false-positive", comment: "no" };
    await expect(decide(dismissal, developer, 1)).rejects.toMatchObject({ code: "finding.severe-dismissal" });
    const lower = { ...scope, number: 1, rowVersion: 1, severity: "low", comment: "not that bad" } as const;
    await expect(setSeverity(developer, lower)).rejects.toMatchObject({ code: "finding.severe-dismissal" });
    expect((await decide(dismissal, developer, 2))?.state).toBe("dismissed");
    // A lead may, with a second person.
    expect(await decide(dismissal, lead, 1)).toMatchObject({ state: "new", proposed: "dismiss" });
  });

  it("lets only a lead acknowledge, until a date to come, with an owner who is told", async () => {
    await record();
    const owner = project.organization.members.developer.memberId;
    const acknowledgement: Decision = { command: "acknowledge", reason: "guarded by R-06", owner, until: SOON };
    await expect(decide(acknowledgement, developer)).rejects.toMatchObject({ code: "finding.acknowledge-forbidden" });
    await expect(decide({ ...acknowledgement, until: new Date(0) })).rejects.toMatchObject({
      code: "finding.needs-more",
    });
    expect(await decide(acknowledgement)).toMatchObject({
      state: "acknowledged",
      acknowledgedUntil: SOON,
      assignee: { name: expect.stringContaining("developer") },
    });
    const told = await test.owner.query("SELECT title FROM notification WHERE member_id = $1", [owner]);
    expect(told.rows).toEqual([{ title: "F-1 is acknowledged and yours: Pool price wins" }]);
  });

  it("makes duplicates of the original, never of itself, and splits them", async () => {
    for (let each = 0; each < 3; each += 1) await record();
    await decide({ command: "duplicate", of: 1 }, lead, 2);
    await decide({ command: "duplicate", of: 2 }, lead, 3);
    expect((await read(3)).duplicateOf).toBe(1);
    expect((await read(1)).duplicates.map(({ number }) => number)).toEqual([2, 3]);
    await expect(decide({ command: "duplicate", of: 2 }, lead, 1)).rejects.toMatchObject({
      code: "finding.duplicate-of-itself",
    });
    expect(await decide({ command: "split" }, lead, 2)).toMatchObject({ state: "confirmed", duplicateOf: null });
  });

  it("answers not found for a finding of another project of the organization", async () => {
    await record();
    const other = await createTestProject(test.database, { slug: "other", organization: project.organization });
    const findings = [{ number: 1, rowVersion: 1 }];
    const decided = decideFinding(other.as("owner"), { ...scope, findings, decision: { command: "confirm" } });
    await expect(decided).rejects.toMatchObject({ code: "finding.not-found" });
  });
});

describe("undo", () => {
  it("takes back one's own decisions, newest first, with everything they changed", async () => {
    await record();
    await decide({ command: "confirm" });
    await decide({ command: "dismiss", reason: "wont-fix", comment: "later" });
    expect(await read()).toMatchObject({ reason: "wont-fix", undoTo: "confirmed" });
    expect(await undoDecision(lead, { ...scope, number: 1 })).toMatchObject({ state: "confirmed", reason: null });
    expect(await undoDecision(lead, { ...scope, number: 1 })).toMatchObject({ state: "new" });
    await expect(undoDecision(lead, { ...scope, number: 1 })).rejects.toMatchObject({
      code: "finding.nothing-to-undo",
    });
    const { history } = await read();
    expect(history.map(({ kind, undone }) => `${kind} ${undone}`)).toEqual([
      "transition false",
      "transition true",
      "transition true",
      "undo false",
      "undo false",
    ]);
    expect(await audited("finding.undo")).toBe(2);
  });

  it("does not take back another person's decision, nor one that a run came after", async () => {
    await publishTestScan(lead, 1, [testResult({ key: "a" })]);
    await decide({ command: "confirm" });
    expect((await read(1, developer)).undoTo).toBeNull();
    await expect(undoDecision(developer, { ...scope, number: 1 })).rejects.toMatchObject({
      code: "finding.nothing-to-undo",
    });
    const next = await addTestRevision(lead, first.sourceId, { depth: 2 });
    await publishTestScan(lead, next.number, []);
    expect((await read()).state).toBe("resolved");
    await expect(undoDecision(lead, { ...scope, number: 1 })).rejects.toMatchObject({
      code: "finding.nothing-to-undo",
    });
  });
});

describe("assign, comment, severity", () => {
  it("assigns, tells the new owner, and takes it away", async () => {
    await record();
    const { memberId } = project.organization.members.developer;
    const [given] = await assignFinding(lead, {
      ...scope,
      findings: [{ number: 1, rowVersion: 1 }],
      assignee: memberId,
    });
    expect(given?.assignee?.name).toContain("developer");
    const [taken] = await assignFinding(lead, { ...scope, findings: [{ number: 1, rowVersion: 2 }], assignee: null });
    expect(taken?.assignee).toBeNull();
    expect((await read()).history.slice(1)).toMatchObject([
      { kind: "assign", to: expect.stringContaining("developer") },
      { kind: "assign", from: expect.stringContaining("developer"), to: null },
    ]);
    expect(await audited("finding.assign")).toBe(2);
    const stale = { ...scope, findings: [{ number: 1, rowVersion: 1 }], assignee: memberId };
    await expect(assignFinding(lead, stale)).rejects.toMatchObject({ code: "finding.stale" });
  });

  it("keeps comments as typed, without a new version", async () => {
    await record();
    await commentFinding(developer, { ...scope, number: 1, comment: "**see** <script>alert(1)</script>" });
    const detail = await read();
    expect(detail.rowVersion).toBe(1);
    expect(detail.history.at(-1)).toMatchObject({ kind: "comment", comment: "**see** <script>alert(1)</script>" });
    expect(await audited("finding.comment")).toBe(1);
  });

  it("sets the severity with its reason and the sort key", async () => {
    await record();
    const raised = { ...scope, number: 1, rowVersion: 1, severity: "critical", comment: "all funds" } as const;
    expect(await setSeverity(developer, raised)).toMatchObject({ severity: "critical", rowVersion: 2 });
    const { rows } = await test.owner.query("SELECT severity_rank FROM finding WHERE organization_id = $1", [
      lead.organizationId,
    ]);
    expect(rows).toEqual([{ severity_rank: 0 }]);
    expect((await read()).history.at(-1)).toMatchObject({
      kind: "severity",
      from: "medium",
      to: "critical",
      comment: "all funds",
    });
  });
});

describe("what time and PoCs do", () => {
  it("reopens acknowledgements whose date has passed, in every organization", async () => {
    await record();
    const owner = project.organization.members.developer.memberId;
    await decide({ command: "acknowledge", reason: "known", owner, until: SOON });
    expect(await expireAcknowledgements(test.database)).toBe(0);
    await test.owner.query(
      "UPDATE finding SET acknowledged_until = now() - interval '1 minute' WHERE organization_id = $1",
      [lead.organizationId],
    );
    expect(await expireAcknowledgements(test.database)).toBe(1);
    expect(await read()).toMatchObject({ state: "confirmed", acknowledgedUntil: null });
    expect((await read()).history.at(-1)).toMatchObject({ origin: "system", from: "acknowledged", to: "confirmed" });
    expect(await audited("finding.expire")).toBe(1);
  });

  it("resolves when the PoC fails, and is regressed when it works again", async () => {
    await record();
    const { rows } = await test.owner.query("SELECT id FROM finding WHERE organization_id = $1", [lead.organizationId]);
    const outcome = { findingId: rows[0].id, revisionId: first.revisionId, runId: rows[0].id };
    const apply = (verdict: "reproduces" | "does-not-reproduce") =>
      project.system.withOrganization((tx) => applyPocResult(tx, project.system, { ...outcome, verdict }));
    const states: string[] = [];
    for (const verdict of ["reproduces", "does-not-reproduce", "reproduces"] as const) {
      await apply(verdict);
      states.push((await read()).state);
    }
    expect(states).toEqual(["new", "resolved", "regressed"]);
    await decide({ command: "dismiss", reason: "not-exploitable", comment: "no such pool" });
    await apply("reproduces");
    expect((await read()).state).toBe("dismissed");
    expect((await read()).history.filter(({ kind }) => kind === "poc")).toHaveLength(4);
  });

  it("does not take a hit that a PoC resolved and that never went away as one that came back", async () => {
    await publishTestScan(lead, 1, [testResult({ key: "a" })]);
    const { rows } = await test.owner.query("SELECT id FROM finding WHERE organization_id = $1", [lead.organizationId]);
    const outcome = { findingId: rows[0].id, revisionId: first.revisionId, runId: rows[0].id };
    await project.system.withOrganization((tx) =>
      applyPocResult(tx, project.system, { ...outcome, verdict: "does-not-reproduce" }),
    );
    const next = await addTestRevision(lead, first.sourceId, { depth: 2 });
    await publishTestScan(lead, next.number, [testResult({ key: "a", startLine: 44 })]);
    expect(await read()).toMatchObject({ state: "resolved", startLine: 44 });
  });
});

describe("held closings", () => {
  const hits = (count: number) =>
    Array.from({ length: count }, (_each, at) => testResult({ key: `h${at}`, startLine: at + 1 }));

  async function held() {
    await publishTestScan(lead, 1, hits(12));
    const next = await addTestRevision(lead, first.sourceId, { depth: 2 });
    const { number, scanId, stats } = await publishTestScan(lead, next.number, hits(2));
    expect(stats.held).toBe(10);
    return { ...scope, number, scan: scanId };
  }

  it("are closed when a person confirms, once", async () => {
    const scan = await held();
    expect(await decideHold(lead, { ...scan, decision: "confirm" })).toEqual({ changed: 10 });
    expect((await read(12)).state).toBe("resolved");
    await expect(decideHold(lead, { ...scan, decision: "confirm" })).rejects.toMatchObject({ code: "finding.no-hold" });
    expect(await audited("finding.decide-hold")).toBe(1);
  });

  it("stay open when a person says so, and are not held again by the same silence", async () => {
    const scan = await held();
    await decideHold(lead, { ...scan, decision: "keep-open" });
    const next = await addTestRevision(lead, first.sourceId, { depth: 3 });
    const { stats } = await publishTestScan(lead, next.number, hits(2));
    expect(stats).toMatchObject({ held: 0, closed: 0 });
    expect((await read(12)).state).toBe("new");
  });

  it("are held by the newer run when nobody has decided", async () => {
    const scan = await held();
    const next = await addTestRevision(lead, first.sourceId, { depth: 3 });
    const { stats } = await publishTestScan(lead, next.number, hits(2));
    expect(stats.held).toBe(10);
    await expect(decideHold(lead, { ...scan, decision: "confirm" })).rejects.toMatchObject({ code: "finding.no-hold" });
  });
});

describe("a finding that a person reopened", () => {
  it("is not closed again by the silence that was overruled, but by a new one", async () => {
    await publishTestScan(lead, 1, [testResult({ key: "a" })]);
    const commit = async (depth: number) => (await addTestRevision(lead, first.sourceId, { depth })).number;
    await publishTestScan(lead, await commit(2), []);
    await decide({ command: "confirm", comment: "still there" });
    await publishTestScan(lead, await commit(3), []);
    expect((await read()).state).toBe("confirmed");
    await publishTestScan(lead, await commit(4), [testResult({ key: "a" })]);
    await publishTestScan(lead, await commit(5), []);
    expect((await read()).state).toBe("resolved");
  });
});
