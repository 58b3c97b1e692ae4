import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision, type TestRevision } from "../source/testing.ts";
import { FindingFilters } from "./filters.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { PolicyScope } from "./policy.ts";
import type { Decision } from "./schema.ts";
import { expectCountersToEqualRecount, publishTestScan, testResult } from "./testing.ts";
import { approvePolicy } from "./use-cases/approve-policy.ts";
import { changeFindingSettings } from "./use-cases/change-finding-settings.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { expireAcknowledgements } from "./use-cases/expire-acknowledgements.ts";
import { expirePolicies } from "./use-cases/expire-policies.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { getPolicy } from "./use-cases/get-policy.ts";
import { getRegister } from "./use-cases/get-register.ts";
import { listFindings } from "./use-cases/list-findings.ts";
import type { PolicyDeps } from "./use-cases/policy-row.ts";
import { previewPolicy } from "./use-cases/preview-policy.ts";
import { refusePolicy } from "./use-cases/refuse-policy.ts";
import { revokePolicy } from "./use-cases/revoke-policy.ts";
import { savePolicy } from "./use-cases/save-policy.ts";
import { submitPolicy } from "./use-cases/submit-policy.ts";
import { undoDecision } from "./use-cases/undo-decision.ts";

const scope = { organization: "x", project: "x" };
const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);
let test: TestDatabase;
let project: TestProject;
let lead: ProjectDeps;
let owner: ProjectDeps;
let first: TestRevision;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  lead = project.as("security-lead");
  owner = project.as("owner");
  first = await createTestRevision(lead, { depth: 1 });
});
afterEach(() => expectCountersToEqualRecount(test.owner));
afterAll(() => test.drop());

const hit = (key: string, over: Partial<NormalizedFinding> = {}) =>
  testResult({ key, callable: key, path: `test/${key}.t.sol`, severity: "low", ...over });
const CODE = [hit("a"), hit("b"), hit("c", { path: "src/Vault.sol" }), hit("d", { severity: "high" })];
const read = (number: number, deps = lead) => getFinding(deps, { ...scope, number });
const states = async () => {
  const filters = FindingFilters.parse({ backlog: "shown", branch: "shown" });
  const page = await listFindings(lead, { ...scope, filters, sort: "number", limit: 50 });
  return Object.fromEntries(page.items.map(({ number, state }) => [number, state]));
};

interface Draft extends Partial<PolicyScope> {
  decision?: "dismiss" | "acknowledge";
  days?: number;
}

async function draft({ decision = "dismiss", days = 90, ...over }: Draft = {}, deps: PolicyDeps = lead) {
  return savePolicy(deps, {
    ...scope,
    ...PolicyScope.parse({ path: "test/**", severityAtMost: "medium", ...over }),
    decision,
    reason: decision === "dismiss" ? "test-code" : null,
    comment: "never deployed",
    compensatingControl: "reviewed at each release",
    owner: project.organization.members.developer.memberId,
    expiresAt: inDays(days),
  });
}
const target = ({ id, rowVersion }: { id: string; rowVersion: number }) => ({ policy: toUuid(id), rowVersion });
const begin = async (over: Draft = {}, deps: PolicyDeps = lead) => submitPolicy(deps, target(await draft(over, deps)));
const decide = async (number: number, decision: Decision, deps = lead) => {
  const { rowVersion } = await read(number);
  await decideFinding(deps, { ...scope, findings: [{ number, rowVersion }], decision });
};
const age = (id: string, column: "expires_at") =>
  test.owner.query(`UPDATE finding_policy SET ${column} = now() - interval '1 second' WHERE id = $1`, [toUuid(id)]);
const commit = async (depth: number) => (await addTestRevision(lead, first.sourceId, { depth })).number;

describe("the preview", () => {
  it("names exactly what the policy then decides", async () => {
    await publishTestScan(lead, 1, CODE);
    await decide(2, { command: "claim-fix" });
    const preview = await previewPolicy(lead, PolicyScope.parse({ path: "test/**", severityAtMost: "medium" }));
    expect(preview).toMatchObject({ total: 1, hidden: 0, approvalNeeded: false, bySeverity: { low: 1, high: 0 } });
    expect(preview.hits.map(({ number }) => number)).toEqual([1]);
    await begin();
    expect(await states()).toEqual({ 1: "dismissed", 2: "fix-claimed", 3: "new", 4: "new" });
  });

  it("agrees with the judge for globs that the database only narrows", async () => {
    await publishTestScan(lead, 1, [
      hit("a", { path: "Vault.t.sol" }),
      hit("b", { path: "x_y/100%/Vault.t.sol" }),
      hit("c"),
    ]);
    const hitsOf = async (path: string) =>
      (await previewPolicy(lead, PolicyScope.parse({ path, severityAtMost: "low" }))).hits
        .map(({ path: at }) => at)
        .sort();
    expect(await hitsOf("**/*.t.sol")).toEqual(["Vault.t.sol", "test/c.t.sol", "x_y/100%/Vault.t.sol"]);
    expect(await hitsOf("x_y/**")).toEqual(["x_y/100%/Vault.t.sol"]);
    expect(await hitsOf("*_y/100%/*")).toEqual(["x_y/100%/Vault.t.sol"]);
    expect(await hitsOf("test/?.t.sol")).toEqual(["test/c.t.sol"]);
    expect(await hitsOf("*.t.sol")).toEqual(["Vault.t.sol"]);
  });

  it("tells nothing of restricted findings that the reader may not see, by no pattern", async () => {
    await publishTestScan(lead, 1, CODE);
    await test.owner.query("UPDATE finding SET restricted = true WHERE project_id = $1 AND number = 1", [
      lead.projectId,
    ]);
    const preview = await previewPolicy(project.as("developer"), PolicyScope.parse({ path: "test/**" }));
    expect(preview).toMatchObject({ total: 2, hidden: 0 });
    expect(preview.hits.map(({ number }) => number)).not.toContain(1);
    expect(await previewPolicy(lead, PolicyScope.parse({ path: "test/**" }))).toMatchObject({ total: 3, hidden: 0 });
  });
});

describe("a policy", () => {
  it("decides what is there with its own events, and holds what it decided", async () => {
    await publishTestScan(lead, 1, CODE);
    const policy = await begin();
    expect(policy).toMatchObject({ state: "active", approver: null, findings: 2, mine: true, approvalNeeded: false });
    expect(await states()).toEqual({ 1: "dismissed", 2: "dismissed", 3: "new", 4: "new" });
    const detail = await read(1);
    expect(detail).toMatchObject({ reason: "test-code", decidedBy: "policy", policy: policy.id, undoTo: null });
    expect(detail.history.at(-1)).toMatchObject({
      origin: "policy",
      actor: null,
      from: "new",
      to: "dismissed",
      reason: "test-code",
      comment: "never deployed",
      details: { policy: toUuid(policy.id) },
    });
  });

  it("decides in the publishing transaction, and lets go of what it no longer covers", async () => {
    await begin();
    const { stats } = await publishTestScan(lead, 1, CODE);
    expect(stats).toMatchObject({ in: 4, policy: 2, aside: 2 });
    const { memberId } = project.organization.members["security-lead"];
    const { rows } = await test.owner.query("SELECT title FROM notification WHERE member_id = $1", [memberId]);
    expect(rows).toEqual([{ title: "Scan 1 ended: 2 new, 2 set aside." }]);
    expect(await states()).toEqual({ 1: "dismissed", 2: "dismissed", 3: "new", 4: "new" });
    expect((await read(1)).history.map(({ origin, to }) => `${origin} ${to}`)).toEqual([
      "import new",
      "policy dismissed",
    ]);
    const moved = [hit("a", { path: "src/A.sol" }), ...CODE.slice(1)];
    await publishTestScan(lead, await commit(2), moved);
    expect(await states()).toMatchObject({ 1: "new", 2: "dismissed" });
    expect((await read(1)).history.at(-1)).toMatchObject({
      origin: "policy",
      from: "dismissed",
      to: "new",
      details: { why: "the policy no longer covers it" },
    });
    expect(await read(1)).toMatchObject({ policy: null, decidedBy: null, reason: null });
    await publishTestScan(lead, await commit(3), CODE);
    expect(await states()).toMatchObject({ 1: "dismissed" });
  });

  it("never overrules a person, who may overrule it", async () => {
    await begin();
    await publishTestScan(lead, 1, CODE);
    await decide(1, { command: "confirm" });
    expect(await read(1)).toMatchObject({ state: "confirmed", policy: null, decidedBy: null });
    await publishTestScan(lead, await commit(2), CODE);
    expect(await read(1)).toMatchObject({ state: "confirmed" });
    await undoDecision(lead, { ...scope, number: 1 });
    expect(await read(1)).toMatchObject({ state: "dismissed", decidedBy: "policy" });
  });

  it("holds for a branch only what no other branch shows", async () => {
    await begin({ path: "**", branch: "feature/*" });
    const side = await addTestRevision(
      lead,
      first.sourceId,
      { depth: 2, isDefaultRef: false, resolvedRef: "feature/x" },
      "feature/x",
    );
    await publishTestScan(lead, side.number, [hit("a")]);
    expect(await states()).toEqual({ 1: "dismissed" });
    await publishTestScan(lead, await commit(3), [hit("a")]);
    expect(await states()).toEqual({ 1: "new" });
  });

  it("acknowledges until its own end, which the daily reopening leaves to it", async () => {
    await publishTestScan(lead, 1, CODE);
    const policy = await begin({ decision: "acknowledge" });
    expect(await read(1)).toMatchObject({ state: "acknowledged", acknowledgedUntil: policy.expiresAt });
    await test.owner.query("UPDATE finding SET acknowledged_until = now() - interval '1 day' WHERE project_id = $1", [
      lead.projectId,
    ]);
    await expireAcknowledgements(test.database);
    expect(await states()).toMatchObject({ 1: "acknowledged" });
    await age(policy.id, "expires_at");
    await expirePolicies(test.database);
    expect(await read(1)).toMatchObject({ state: "new", acknowledgedUntil: null });
  });
});

describe("the end of a policy", () => {
  it("returns what it decided to where it was, but for what a person has decided since", async () => {
    await publishTestScan(lead, 1, CODE);
    await decide(1, { command: "start-fix" });
    const policy = await begin();
    await decide(2, { command: "confirm" });
    await decide(2, { command: "dismiss", reason: "wont-fix", comment: "mine" });
    const { rowVersion } = await getPolicy(lead, { policy: toUuid(policy.id) });
    const revoked = await revokePolicy(lead, { ...target(policy), rowVersion, comment: "no longer true" });
    expect(revoked).toMatchObject({ state: "revoked", note: "no longer true", findings: 0 });
    expect(await states()).toEqual({ 1: "in-progress", 2: "dismissed", 3: "new", 4: "new" });
    expect((await read(1)).history.at(-1)).toMatchObject({ origin: "policy", to: "in-progress" });
    await publishTestScan(lead, await commit(2), [...CODE, hit("e")]);
    expect(await states()).toMatchObject({ 5: "new" });
  });

  it("comes by itself on its day, with a warning before it, once each and to author and owner", async () => {
    await publishTestScan(lead, 1, CODE);
    const policy = await begin({ days: 10 });
    const other = await createTestProject(test.database);
    expect(await expirePolicies(test.database)).toEqual({ expired: 0, warned: 1 });
    expect(await expirePolicies(test.database)).toEqual({ expired: 0, warned: 0 });
    await age(policy.id, "expires_at");
    // Between its day and the job it decides nothing more.
    await publishTestScan(lead, await commit(2), [...CODE, hit("e")]);
    expect(await states()).toMatchObject({ 1: "dismissed", 5: "new" });
    expect(await expirePolicies(test.database)).toEqual({ expired: 1, warned: 0 });
    expect(await expirePolicies(test.database)).toEqual({ expired: 0, warned: 0 });
    expect(await states()).toEqual({ 1: "new", 2: "new", 3: "new", 4: "new", 5: "new" });
    const { members } = project.organization;
    for (const { memberId } of [members["security-lead"], members.developer]) {
      const { rows } = await test.owner.query(
        "SELECT title FROM notification WHERE member_id = $1 AND kind LIKE 'finding.%' ORDER BY id",
        [memberId],
      );
      expect(rows.map((row) => row.title)).toEqual([
        `A finding policy ends on ${policy.expiresAt.toISOString().slice(0, 10)}: 2 findings are then open again`,
        "A finding policy has expired: 2 findings are back where they were",
      ]);
    }
    const foreign = await test.owner.query("SELECT 1 FROM notification WHERE organization_id = $1", [
      other.organization.organizationId,
    ]);
    expect(foreign.rowCount).toBe(0);
  });

  it("is not undone by a person's undo of what came before it", async () => {
    await publishTestScan(lead, 1, CODE);
    const policy = await begin();
    await decide(1, { command: "confirm" });
    await revokePolicy(lead, { ...target(policy), comment: "no longer true" });
    await undoDecision(lead, { ...scope, number: 1 });
    expect(await read(1)).toMatchObject({ state: "new", policy: null, decidedBy: null, reason: null });
  });
});

describe("the second person", () => {
  it("approves what is as severe as was set, and it begins then", async () => {
    await publishTestScan(lead, 1, CODE);
    const waiting = await begin({ severityAtMost: null });
    expect(waiting).toMatchObject({ state: "awaiting-approval", approvalNeeded: true });
    expect(await states()).toMatchObject({ 1: "new", 4: "new" });
    await expect(approvePolicy(lead, target(waiting))).rejects.toMatchObject({ code: "finding.policy-same-person" });
    const { memberId } = project.organization.members.owner;
    const { rows } = await test.owner.query("SELECT title, href FROM notification WHERE member_id = $1", [memberId]);
    expect(rows).toEqual([
      {
        title: "Approve a finding policy? It would decide on 3 findings now",
        href: expect.stringMatching(/\/p\/vault\/finding\/policy\/pol_/),
      },
    ]);
    expect((await getPolicy(owner, { policy: toUuid(waiting.id) })).preview).toMatchObject({ total: 3 });
    const begun = await approvePolicy(owner, target(waiting));
    expect(begun).toMatchObject({ state: "active", approver: expect.stringContaining("owner"), findings: 3 });
    expect(await states()).toMatchObject({ 1: "dismissed", 4: "dismissed", 3: "new" });
  });

  it("is never the author, concurrently either", async () => {
    const mine = await draft({ severityAtMost: null });
    const results = await Promise.allSettled([
      submitPolicy(lead, target(mine)),
      approvePolicy(lead, target(mine)),
      approvePolicy(lead, { ...target(mine), rowVersion: mine.rowVersion + 1 }),
      submitPolicy(lead, target(mine)),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await getPolicy(lead, { policy: toUuid(mine.id) })).toMatchObject({ state: "awaiting-approval" });
    const { userId } = project.organization.members["security-lead"];
    await expect(
      test.owner.query("UPDATE finding_policy SET state = 'active', approver_id = $1 WHERE id = $2", [
        userId,
        toUuid(mine.id),
      ]),
    ).rejects.toMatchObject({ constraint: "finding_policy_second_person" });
  });

  it("sends it back with a reason, and never changes the words that they approve", async () => {
    const waiting = await begin({ severityAtMost: null });
    const back = await refusePolicy(owner, { ...target(waiting), comment: "too wide" });
    expect(back).toMatchObject({ state: "draft", note: "too wide" });
    const edit = { ...scope, ...PolicyScope.parse({ path: "**" }), decision: "dismiss", reason: "by-design" } as const;
    const rest = { comment: "x", compensatingControl: "", expiresAt: inDays(5) };
    const member = { owner: project.organization.members.owner.memberId };
    await expect(savePolicy(owner, { ...edit, ...rest, ...member, ...target(back) })).rejects.toMatchObject({
      code: "finding.policy-not-yours",
    });
    const again = await savePolicy(lead, { ...edit, ...rest, ...member, ...target(back), severityAtMost: "low" });
    expect(await submitPolicy(lead, target(again))).toMatchObject({ state: "active" });
  });

  it("is asked by the organization's own setting", async () => {
    await changeFindingSettings(project.organization.members.owner.deps, {
      organization: "x",
      secondPersonFrom: "low",
      rowVersion: 0,
    });
    await publishTestScan(lead, 1, CODE);
    expect(await begin()).toMatchObject({ state: "awaiting-approval" });
  });
});

describe("what a policy must say", () => {
  it("ends on a day to come within a year, and has an owner here", async () => {
    for (const days of [-1, 400])
      await expect(draft({ days })).rejects.toMatchObject({ code: "finding.policy-expiry" });
    const other = await createTestProject(test.database);
    const stranger = {
      ...scope,
      ...PolicyScope.parse({ path: "**" }),
      decision: "dismiss",
      reason: "by-design",
    } as const;
    await expect(
      savePolicy(lead, {
        ...stranger,
        comment: "x",
        compensatingControl: "",
        owner: other.organization.members.owner.memberId,
        expiresAt: inDays(3),
      }),
    ).rejects.toMatchObject({ code: "finding.member-not-found" });
  });
});

describe("policies of an organization", () => {
  it("decide in all its projects, and in no other organization", async () => {
    const beside = await createTestProject(test.database, { slug: "beside", organization: project.organization });
    const other = await createTestProject(test.database);
    for (const each of [beside, other]) {
      await createTestRevision(each.as("owner"), { depth: 1 });
      await publishTestScan(each.as("owner"), 1, [hit("z")]);
    }
    await publishTestScan(lead, 1, CODE);
    const organizationLead = project.organization.members["security-lead"].deps;
    const policy = await begin({}, organizationLead);
    expect(policy).toMatchObject({ project: null, findings: 3 });
    expect(await states()).toMatchObject({ 1: "dismissed", 2: "dismissed" });
    expect(await getFinding(beside.as("owner"), { ...scope, number: 1 })).toMatchObject({ state: "dismissed" });
    expect(await getFinding(other.as("owner"), { ...scope, number: 1 })).toMatchObject({ state: "new" });
    // A project shows it and does not change it.
    expect(await getPolicy(lead, { policy: toUuid(policy.id) })).toMatchObject({ findings: 2 });
    await expect(revokePolicy(lead, { ...target(policy), comment: "x" })).rejects.toMatchObject({
      code: "finding.policy-not-found",
    });
    await expect(getPolicy(other.as("owner"), { policy: toUuid(policy.id) })).rejects.toMatchObject({
      code: "finding.policy-not-found",
    });
    await revokePolicy(organizationLead, { ...target(policy), comment: "over" });
    expect(await getFinding(beside.as("owner"), { ...scope, number: 1 })).toMatchObject({ state: "new" });
  });

  it("stay apart from those of one project", async () => {
    const beside = await createTestProject(test.database, { slug: "beside", organization: project.organization });
    const policy = await begin();
    await expect(getPolicy(beside.as("owner"), { policy: toUuid(policy.id) })).rejects.toMatchObject({
      code: "finding.policy-not-found",
    });
    const organizationOwner = project.organization.members.owner.deps;
    expect((await getRegister(organizationOwner)).policies.map(({ id }) => id)).toEqual([policy.id]);
    expect((await getRegister(beside.as("owner"))).policies).toEqual([]);
  });
});

describe("the register", () => {
  it("counts every way of setting aside, and each count opens as many findings", async () => {
    await begin();
    await publishTestScan(lead, 1, [
      ...CODE,
      hit("e", { path: "src/E.sol", suppressed: { by: "in-code" } }),
      hit("f", { path: "src/F.sol" }),
      hit("g", { path: "src/G.sol" }),
    ]);
    await decide(6, { command: "dismiss", reason: "by-design", comment: "so" });
    const developer = project.organization.members.developer.memberId;
    await decide(7, { command: "acknowledge", reason: "until 2.0", owner: developer, until: inDays(30) });
    const register = await getRegister(lead);
    expect(register).toMatchObject({
      policies: [{ findings: 2 }],
      inCode: [{ scanner: "solhint", by: "in-code", count: 1 }],
      acknowledgements: { count: 1, items: [{ number: 7, reason: "until 2.0" }] },
      dismissals: [{ reason: "by-design", count: 1 }],
    });
    const count = async (filters: Partial<FindingFilters>) => {
      const parsed = FindingFilters.parse(filters);
      return (await listFindings(lead, { ...scope, filters: parsed, sort: "severity", limit: 50 })).items.length;
    };
    const [policy] = register.policies;
    // A list takes the id as people have it, and the schema makes it bare.
    const byPolicy = FindingFilters.parse({ policy: policy?.id });
    const held = await listFindings(lead, { ...scope, filters: byPolicy, sort: "severity", limit: 50 });
    expect(held.items).toHaveLength(2);
    expect(await count({ decidedBy: "in-code" })).toBe(1);
    expect(await count({ decidedBy: "human", reason: "by-design" })).toBe(1);
    expect(await count({ state: ["acknowledged"], decidedBy: "human" })).toBe(1);
  });
});
