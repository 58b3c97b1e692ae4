import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { removeMember } from "../organization/server.ts";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toTypedId } from "../shared/index.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { createTestRevision } from "../source/testing.ts";
import { FindingFilters } from "./filters.ts";
import { expectCountersToEqualRecount, publishTestScan, testResult } from "./testing.ts";
import { assignFinding } from "./use-cases/assign-finding.ts";
import { commentFinding } from "./use-cases/comment-finding.ts";
import { countFindings, countOrganizationFindings } from "./use-cases/count-findings.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { grantFinding } from "./use-cases/grant-finding.ts";
import { listFindings, listOrganizationFindings } from "./use-cases/list-findings.ts";
import { restrictFinding } from "./use-cases/restrict-finding.ts";
import { revokeFindingGrant } from "./use-cases/revoke-finding-grant.ts";
import { snoozeFindings } from "./use-cases/snooze-findings.ts";

const scope = { organization: "x", project: "x" };
const TOMORROW = new Date(Date.now() + 86_400_000);
const hit = (key: string, startLine: number) => testResult({ key, startLine, title: `Weakness ${key}` });
let test: TestDatabase;
let project: TestProject;
let lead: ProjectDeps;
let developer: ProjectDeps;
let manager: ProjectDeps;

/** Four findings; 2 and 3 are restricted, and 2 is opened to the developer. */
beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
  project = await createTestProject(test.database);
  lead = project.as("security-lead");
  developer = project.as("developer");
  manager = project.as("manager");
  await createTestRevision(lead, { depth: 1 });
  await publishTestScan(lead, 1, [hit("a", 1), hit("b", 2), hit("c", 3), hit("d", 4)]);
  for (const number of [2, 3]) await restrictFinding(lead, { ...scope, number, rowVersion: 1, restricted: true });
  await grantFinding(lead, { ...scope, number: 2, memberId: memberId("developer") });
});
afterAll(() => test.drop());

const memberId = (role: "developer" | "manager" | "security-lead") => project.organization.members[role].memberId;
const count = (deps: ProjectDeps) => countFindings(deps, { ...scope, dependency: "folded" });
const readers = () => [lead, developer, manager];

async function list(deps: ProjectDeps, over: Partial<FindingFilters> = {}) {
  return listFindings(deps, { ...scope, filters: FindingFilters.parse(over), sort: "severity", limit: 200 });
}
const numbers = async (deps: ProjectDeps, over: Partial<FindingFilters> = {}) =>
  (await list(deps, over)).items.map(({ number }) => number).sort((a, b) => a - b);

describe("a restricted finding", () => {
  it("is listed for those who may see all, and for those it was opened to", async () => {
    expect(await numbers(lead)).toEqual([1, 2, 3, 4]);
    expect(await numbers(developer)).toEqual([1, 2, 4]);
    expect(await numbers(manager)).toEqual([1, 4]);
    expect(await numbers(developer, { text: "Weakness" })).toEqual([1, 2, 4]);
    expect(await numbers(manager, { text: "F-2" })).toEqual([]);
    expect(await numbers(developer, { text: "F-3" })).toEqual([]);
  });

  it("is counted for the others, and every count equals the length of its list", async () => {
    expect([await count(lead), await count(developer), await count(manager)]).toMatchObject([
      { open: 4, hidden: 0 },
      { open: 3, hidden: 1 },
      { open: 2, hidden: 2 },
    ]);
    for (const deps of readers()) {
      const counts = await count(deps);
      const page = await list(deps, { state: ["open"] });
      expect(counts.open).toBe(page.items.length);
      expect(counts.hidden).toBe(page.hidden);
      expect(counts.cells.reduce((sum, cell) => sum + cell.count, 0)).toBe((await list(deps)).items.length);
    }
  });

  it("obeys the same over the whole organization", async () => {
    for (const role of ["security-lead", "developer", "manager"] as const) {
      const { deps } = project.organization.members[role];
      const filters = FindingFilters.parse({});
      const page = await listOrganizationFindings(deps, { organization: "x", filters, sort: "severity", limit: 200 });
      const counts = await countOrganizationFindings(deps, { organization: "x", dependency: "folded" });
      expect(page.items.map(({ number }) => number).sort()).toEqual(await numbers(project.as(role)));
      expect(counts).toMatchObject({ total: page.items.length, hidden: page.hidden });
    }
  });

  it("opens its page to no one else, and is nobody's neighbour", async () => {
    expect(await getFinding(developer, { ...scope, number: 2 })).toMatchObject({ restricted: true, access: null });
    for (const number of [2, 3]) {
      await expect(getFinding(manager, { ...scope, number })).rejects.toMatchObject({ code: "finding.not-found" });
    }
    expect(await getFinding(manager, { ...scope, number: 1 })).toMatchObject({ next: 4 });
    expect(await getFinding(developer, { ...scope, number: 1 })).toMatchObject({ next: 2 });
    expect(await getFinding(developer, { ...scope, number: 2 })).toMatchObject({ previous: 1, next: 4 });
  });

  it("is written to by those who see it alone", async () => {
    const comment = { ...scope, number: 2, comment: "seen" };
    await commentFinding(developer, comment);
    const decision = { command: "confirm" } as const;
    const findings = [{ number: 3, rowVersion: 2 }];
    await expect(decideFinding(developer, { ...scope, findings, decision })).rejects.toMatchObject({
      code: "finding.not-found",
    });
    await expect(commentFinding(developer, { ...comment, number: 3 })).rejects.toMatchObject({
      code: "finding.not-found",
    });
    const duplicate = { command: "duplicate", of: 3 } as const;
    await expect(
      decideFinding(developer, { ...scope, findings: [{ number: 1, rowVersion: 1 }], decision: duplicate }),
    ).rejects.toMatchObject({ code: "finding.not-found" });
    await expect(snoozeFindings(developer, { ...scope, numbers: [3], until: TOMORROW })).rejects.toMatchObject({
      code: "finding.not-found",
    });
  });

  it("becomes nobody's who cannot see it, and its messages carry the number alone", async () => {
    const assign = (number: number, assignee: string | null) =>
      assignFinding(lead, { ...scope, findings: [{ number, rowVersion: 2 }], assignee });
    await expect(assign(3, memberId("manager"))).rejects.toMatchObject({ code: "finding.not-opened" });
    await assign(2, memberId("developer"));
    const { rows } = await test.owner.query("SELECT title FROM notification WHERE member_id = $1 ORDER BY id", [
      memberId("developer"),
    ]);
    expect(rows.map((row) => row.title)).toEqual(["F-2 was opened to you", "F-2 is yours"]);
  });

  it("keeps its owner's sight when it becomes restricted, and writes history and audit", async () => {
    await assignFinding(lead, { ...scope, findings: [{ number: 4, rowVersion: 1 }], assignee: memberId("developer") });
    const restricted = { ...scope, number: 4, rowVersion: 2, restricted: true };
    await restrictFinding(lead, restricted);
    expect(await numbers(developer)).toEqual([1, 2, 4]);
    expect(await getFinding(lead, { ...scope, number: 4 })).toMatchObject({
      access: [{ id: toTypedId("member", memberId("developer")) }],
      history: [{ to: "new" }, { kind: "assign" }, { kind: "restricted", to: "restricted" }],
    });
    await restrictFinding(lead, { ...restricted, rowVersion: 3, restricted: false });
    expect(await numbers(manager)).toEqual([1, 4]);
    const { rows } = await test.owner.query(
      "SELECT action FROM audit_event WHERE organization_id = $1 AND action LIKE 'finding.%restrict' ORDER BY id",
      [lead.organizationId],
    );
    expect(rows.map((row) => row.action)).toEqual([
      "finding.restrict",
      "finding.restrict",
      "finding.restrict",
      "finding.unrestrict",
    ]);
    await expectCountersToEqualRecount(test.owner);
  });

  it("is opened to readers of the project only, and closed again", async () => {
    const other = await createTestProject(test.database);
    const stranger = other.organization.members.developer.memberId;
    for (const id of [stranger, project.organization.members.auditor.memberId]) {
      await expect(grantFinding(lead, { ...scope, number: 3, memberId: id })).rejects.toMatchObject({
        code: "finding.member-not-found",
      });
    }
    const grant = { ...scope, number: 3, memberId: memberId("manager") };
    expect(await grantFinding(lead, grant)).toHaveLength(1);
    expect(await grantFinding(lead, grant)).toHaveLength(1);
    expect(await numbers(manager)).toEqual([1, 3, 4]);
    expect(await revokeFindingGrant(lead, grant)).toEqual([]);
    expect(await numbers(manager)).toEqual([1, 4]);
    await expect(revokeFindingGrant(lead, grant)).rejects.toMatchObject({ code: "finding.member-not-found" });
  });
});

describe("snoozing", () => {
  it("puts a finding off for the member alone, until its moment", async () => {
    await snoozeFindings(developer, { ...scope, numbers: [1], until: TOMORROW });
    expect(await numbers(developer)).toEqual([2, 4]);
    expect(await numbers(developer, { snoozed: "only" })).toEqual([1]);
    expect(await numbers(developer, { snoozed: "shown" })).toEqual([1, 2, 4]);
    expect(await numbers(manager)).toEqual([1, 4]);
    expect(await count(developer)).toMatchObject({ open: 2, snoozed: 1, hidden: 1 });
    expect(await count(manager)).toMatchObject({ open: 2, snoozed: 0 });
    expect((await list(developer, { snoozed: "only" })).items[0]?.snoozedUntil).toEqual(TOMORROW);
    expect(await getFinding(developer, { ...scope, number: 1 })).toMatchObject({ snoozedUntil: TOMORROW });
    await test.owner.query("UPDATE snooze SET until = now() - interval '1 second' WHERE organization_id = $1", [
      lead.organizationId,
    ]);
    expect(await numbers(developer)).toEqual([1, 2, 4]);
    expect(await count(developer)).toMatchObject({ open: 3, snoozed: 0 });
  });

  it("is undone, refused for the past, and for findings of another project", async () => {
    await snoozeFindings(developer, { ...scope, numbers: [1, 2], until: TOMORROW });
    await snoozeFindings(developer, { ...scope, numbers: [1], until: null });
    expect(await numbers(developer)).toEqual([1, 4]);
    await snoozeFindings(developer, { ...scope, numbers: [2], until: null });
    await expect(snoozeFindings(developer, { ...scope, numbers: [1], until: new Date(0) })).rejects.toMatchObject({
      code: "finding.needs-more",
    });
    const beside = await createTestProject(test.database, { slug: "beside", organization: project.organization });
    const there = beside.as("developer");
    await expect(snoozeFindings(there, { ...scope, numbers: [1], until: TOMORROW })).rejects.toMatchObject({
      code: "finding.not-found",
    });
  });

  it("ends when the finding comes back", async () => {
    await publishTestScan(lead, 1, [hit("b", 2), hit("c", 3), hit("d", 4)]);
    await snoozeFindings(developer, { ...scope, numbers: [1], until: TOMORROW });
    await publishTestScan(lead, 1, [hit("a", 1), hit("b", 2), hit("c", 3), hit("d", 4)]);
    const { items } = await list(developer, { state: ["regressed"] });
    expect(items.map(({ number }) => number)).toEqual([1]);
  });
});

describe("a member who leaves", () => {
  it("comes back without what was opened to them", async () => {
    const { owner } = project.organization.members;
    await removeMember(owner.deps, { organization: "x", memberId: memberId("developer") });
    const { rows } = await test.owner.query("SELECT count(*)::int AS n FROM finding_grant WHERE member_id = $1", [
      memberId("developer"),
    ]);
    expect(rows[0].n).toBe(0);
  });
});
