import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision, type TestRevision } from "../source/testing.ts";
import type { BranchVerdict } from "./branch-verdict.ts";
import { FindingFilters } from "./filters.ts";
import { expectCountersToEqualRecount, publishTestScan, testResult } from "./testing.ts";
import { getBacklog } from "./use-cases/get-backlog.ts";
import { changeFindingSettings } from "./use-cases/change-finding-settings.ts";
import { compareRevisions } from "./use-cases/compare-revisions.ts";
import { countFindings } from "./use-cases/count-findings.ts";
import { clearBranch, decideBranch } from "./use-cases/decide-branch.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { listFindings } from "./use-cases/list-findings.ts";
import { rereadFindings } from "./use-cases/reread-findings.ts";
import { setSla } from "./use-cases/set-sla.ts";

const scope = { organization: "x", project: "x" };
const FEATURE = "feature/vault";
let test: TestDatabase;
let project: TestProject;
let deps: ProjectDeps;
let first: TestRevision;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  deps = project.as("security-lead");
  first = await createTestRevision(deps, { depth: 1 });
});
afterEach(() => expectCountersToEqualRecount(test.owner));
afterAll(() => test.drop());

async function commit(depth: number, ref = "main"): Promise<number> {
  const isDefaultRef = ref === "main";
  return (await addTestRevision(deps, first.sourceId, { depth, resolvedRef: ref, isDefaultRef }, ref)).number;
}

async function listed(over: Record<string, unknown> = {}): Promise<string[]> {
  const filters = FindingFilters.parse(over);
  const { items } = await listFindings(deps, { ...scope, filters, sort: "number", limit: 200 });
  return items
    .toReversed()
    .map(({ number, state, branchOnly }) => `F-${number} ${state}${branchOnly ? " branch" : ""}`);
}

/** What a list and its rows read anew tell of the decision for a branch; both say the same. */
async function onBranch(ref: string | undefined) {
  const filters = FindingFilters.parse(ref === undefined ? {} : { ref });
  const { items } = await listFindings(deps, { ...scope, filters, sort: "severity", limit: 10 });
  const again = await rereadFindings(deps, { ...scope, filters, ids: items.map(({ id }) => toUuid(id)) });
  expect(again.map(({ finding }) => finding.onBranch)).toEqual(items.map((item) => item.onBranch));
  return items.map((item) => item.onBranch);
}

const counts = () => countFindings(deps, { ...scope, dependency: "folded" });
const detail = (number: number) => getFinding(deps, { ...scope, number, within: null });
const a = testResult({ key: "a" });
const b = testResult({ key: "b", startLine: 20, endLine: 20, severity: "low" });

describe("what only a branch shows", () => {
  it("is in no count and in no list, unless one asks for it", async () => {
    await publishTestScan(deps, 1, [a]);
    await publishTestScan(deps, await commit(2, FEATURE), [a, b]);
    expect(await listed()).toEqual(["F-1 new"]);
    expect(await listed({ branch: "shown" })).toEqual(["F-1 new", "F-2 new branch"]);
    expect(await listed({ branch: "only" })).toEqual(["F-2 new branch"]);
    expect(await listed({ ref: FEATURE })).toEqual(["F-1 new", "F-2 new branch"]);
    expect(await counts()).toMatchObject({ open: 1, total: 1, branchOnly: 1 });
    const { items } = await listFindings(deps, {
      ...{ ...scope, filters: FindingFilters.parse({}), sort: "number", limit: 10, revision: 2 },
    });
    expect(items.map(({ number }) => number)).toEqual([2, 1]);
    expect((await getBacklog(deps)).question).toMatchObject({ findings: 1 });
  });

  it("has no day until the default branch shows it, and is news then", async () => {
    await setSla(deps, { days: { critical: 1, high: 2, medium: 3, low: 4, info: null }, rowVersion: 0 });
    await publishTestScan(deps, await commit(2, FEATURE), [b]);
    expect(await detail(1)).toMatchObject({ branchOnly: true, dueAt: null });
    await publishTestScan(deps, await commit(3), [b]);
    expect(await detail(1)).toMatchObject({ branchOnly: false, state: "new", dueAt: expect.any(Date) });
    expect(await listed()).toEqual(["F-1 new"]);
    expect(await counts()).toMatchObject({ open: 1, branchOnly: 0 });
    const { rows } = await test.owner.query(
      "SELECT facts->'counts'->'introduced' AS introduced, facts->'defaultBranch' AS ours FROM notification_event WHERE organization_id = $1 ORDER BY at",
      [deps.organizationId],
    );
    expect(rows).toEqual([
      { introduced: { low: 1 }, ours: false },
      { introduced: { low: 1 }, ours: true },
    ]);
    expect((await detail(1)).history.map(({ kind }) => kind)).toEqual(["transition", "branch"]);
  });

  it("is closed and brought back by its branch, and by no other one that shows it not", async () => {
    await publishTestScan(deps, 1, []);
    const branch = await commit(2, FEATURE);
    await publishTestScan(deps, branch, [b]);
    await publishTestScan(deps, await commit(3), []);
    expect(await listed({ branch: "only" })).toEqual(["F-1 new branch"]);
    await publishTestScan(deps, await commit(4, "other"), [b]);
    await publishTestScan(deps, await commit(5, FEATURE), []);
    expect(await listed({ branch: "only" })).toEqual(["F-1 new branch"]);
    await publishTestScan(deps, await commit(6, "other"), []);
    expect(await listed({ branch: "only" })).toEqual(["F-1 resolved branch"]);
    await publishTestScan(deps, await commit(7, FEATURE), [b]);
    expect(await listed({ branch: "only" })).toEqual(["F-1 regressed branch"]);
  });

  it("keeps the decision that was taken on it when it comes to the default branch", async () => {
    await publishTestScan(deps, await commit(2, FEATURE), [b]);
    const [finding] = (
      await listFindings(deps, {
        ...scope,
        filters: FindingFilters.parse({ branch: "only" }),
        sort: "number",
        limit: 1,
      })
    ).items;
    const decision = { command: "dismiss", reason: "by-design", comment: "Meant so." } as const;
    await decideFinding(deps, { ...scope, findings: [{ number: 1, rowVersion: finding?.rowVersion ?? 0 }], decision });
    await publishTestScan(deps, await commit(3), [b]);
    expect(await listed()).toEqual(["F-1 dismissed"]);
  });

  it("belongs to the default branch once it stands for a finding of it", async () => {
    await publishTestScan(deps, 1, [a]);
    await publishTestScan(deps, await commit(2, FEATURE), [a, { ...b, severity: "medium" }]);
    const decision = { command: "duplicate", of: 2 } as const;
    await decideFinding(deps, { ...scope, findings: [{ number: 1, rowVersion: 1 }], decision });
    expect(await listed()).toEqual(["F-1 duplicate", "F-2 new"]);
    expect(await counts()).toMatchObject({ open: 1, branchOnly: 0 });
  });
});

describe("a decision for one branch", () => {
  const dismiss: BranchVerdict = { command: "dismiss", reason: "not-exploitable", comment: "Not deployed from here." };
  const decide = (verdict: BranchVerdict, ref = FEATURE, by = deps) =>
    decideBranch(by, { ...scope, number: 1, ref, verdict });
  beforeEach(async () => {
    await publishTestScan(deps, 1, []);
    await publishTestScan(deps, await commit(2), [a]);
    await publishTestScan(deps, await commit(3, FEATURE), [a]);
  });

  it("holds there alone, is told in the history and the audit log, and can be taken away", async () => {
    const { branches } = await decide(dismiss);
    expect(branches).toMatchObject([
      { ref: "main", isDefault: true, present: true, revision: 2, decision: null },
      {
        ref: FEATURE,
        isDefault: false,
        present: true,
        revision: 3,
        decision: { state: "dismissed", by: expect.any(String) },
      },
    ]);
    expect(await listed()).toEqual(["F-1 new"]);
    expect(await onBranch(FEATURE)).toEqual([{ ref: FEATURE, state: "dismissed", reason: "not-exploitable" }]);
    expect([await onBranch("main"), await onBranch(undefined)]).toEqual([[null], [null]]);
    const compared = await compareRevisions(deps, { revision: 3, base: "1" });
    expect(compared.introduced.map(({ summary }) => summary)).toMatchObject([
      { number: 1, state: "dismissed", reason: "not-exploitable" },
    ]);
    expect((await compareRevisions(deps, { revision: 2, base: "1" })).introduced).toMatchObject([
      { summary: { state: "new", reason: null } },
    ]);
    await decide({ command: "confirm", comment: "It is." });
    const cleared = await clearBranch(deps, { ...scope, number: 1, ref: FEATURE });
    expect(cleared.branches[1]?.decision).toBeNull();
    await expect(clearBranch(deps, { ...scope, number: 1, ref: FEATURE })).rejects.toMatchObject({
      code: "finding.branch-undecided",
    });
    const told = (await detail(1)).history.filter(({ kind }) => kind === "branch");
    expect(told.map(({ from, to, details }) => [from, to, details["ref"]])).toEqual([
      [null, "dismissed", FEATURE],
      ["dismissed", "confirmed", FEATURE],
      ["confirmed", null, FEATURE],
    ]);
    const { rows } = await test.owner.query(
      "SELECT action FROM audit_event WHERE organization_id = $1 AND action LIKE 'finding.%branch' ORDER BY at",
      [deps.organizationId],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      ...["finding.decide-branch", "finding.decide-branch", "finding.clear-branch"],
    ]);
  });

  it("ends with its day", async () => {
    const until = new Date(Date.now() + 3_600_000);
    await decide({ command: "acknowledge", comment: "Until the release.", until });
    expect((await detail(1)).branches[1]?.decision).toMatchObject({ state: "acknowledged", until });
    await test.owner.query(
      "UPDATE branch_decision SET until = now() - interval '1 minute' WHERE organization_id = $1",
      [deps.organizationId],
    );
    expect((await detail(1)).branches[1]?.decision).toBeNull();
    expect(await onBranch(FEATURE)).toEqual([null]);
    expect((await compareRevisions(deps, { revision: 3, base: "1" })).introduced).toMatchObject([
      { summary: { state: "new" } },
    ]);
  });

  it("is refused for the default branch, for one that never showed it, and where it takes two people", async () => {
    await expect(decide(dismiss, "main")).rejects.toMatchObject({ code: "finding.branch-default" });
    await expect(decide(dismiss, "nowhere")).rejects.toMatchObject({ code: "finding.branch-not-seen" });
    const past = { command: "acknowledge", comment: "It was.", until: new Date(0) } as const;
    await expect(decide(past)).rejects.toMatchObject({ code: "finding.branch-until" });
    await expect(decide(past, FEATURE, project.as("developer"))).rejects.toMatchObject({
      code: "finding.acknowledge-forbidden",
    });
    await changeFindingSettings(project.organization.members.owner.deps, {
      organization: "x",
      secondPersonFrom: "medium",
      rowVersion: 0,
    });
    await expect(decide(dismiss)).rejects.toMatchObject({ code: "finding.branch-two-people" });
    await decide({ command: "confirm", comment: "It is." });
  });
});
