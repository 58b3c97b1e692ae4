import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { createTestUser } from "../identity/testing.ts";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { projectPermissions } from "../organization/index.ts";
import { addMember } from "../organization/testing.ts";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import { createDeps, forProject, type ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision } from "../source/testing.ts";
import { FindingFilters } from "./filters.ts";
import type { Severity } from "./normalized.ts";
import { hidesBehind, lowersBelow } from "./proposal.ts";
import { needsSecondPerson } from "./decisions.ts";
import type { Decision } from "./schema.ts";
import { publishTestScan, testResult } from "./testing.ts";
import { changeFindingSettings } from "./use-cases/change-finding-settings.ts";
import { confirmProposal } from "./use-cases/confirm-proposal.ts";
import { countFindings } from "./use-cases/count-findings.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { listFindings } from "./use-cases/list-findings.ts";
import { recordFinding } from "./use-cases/record-finding.ts";
import { refuseProposal } from "./use-cases/refuse-proposal.ts";
import { restrictFinding } from "./use-cases/restrict-finding.ts";
import { setSeverity } from "./use-cases/set-severity.ts";
import { undoDecision } from "./use-cases/undo-decision.ts";

const scope = { organization: "x", project: "x" };
const DISMISSAL: Decision = { command: "dismiss", reason: "false-positive", comment: "the oracle is ours" };
let test: TestDatabase;
let project: TestProject;
let lead: ProjectDeps;
let owner: ProjectDeps;
let developer: ProjectDeps;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  lead = project.as("security-lead");
  owner = project.as("owner");
  developer = project.as("developer");
});
afterAll(() => test.drop());

const record = (severity: Severity = "high", deps = lead) =>
  recordFinding(deps, { ...scope, title: "Pool price wins", description: "x", severity, confidence: "high" });
const read = (number = 1, deps = lead) => getFinding(deps, { ...scope, number });

async function decide(decision: Decision, deps = lead, number = 1) {
  const { rowVersion } = await read(number);
  const [changed] = await decideFinding(deps, { ...scope, findings: [{ number, rowVersion }], decision });
  return changed;
}

async function proposalOf(number = 1): Promise<string> {
  const { proposal } = await read(number);
  if (proposal === null) throw new Error("nothing is proposed");
  return toUuid(proposal.id);
}

const confirm = async (deps: ProjectDeps, number = 1) =>
  confirmProposal(deps, { ...scope, proposal: await proposalOf(number) });

async function secondLead(): Promise<ProjectDeps> {
  const user = await createTestUser(test.database, { name: "another lead" });
  const memberId = await addMember(project.organization.system, user.userId, "security-lead");
  const { organizationId } = project.organization;
  const actor = { kind: "user", userId: user.userId, memberId } as const;
  const permissions = projectPermissions("security-lead", []);
  return forProject(createDeps({ database: test.database, actor, organizationId, permissions }), project.projectId);
}

async function titlesFor(memberId: string): Promise<string[]> {
  const { rows } = await test.owner.query("SELECT title FROM notification WHERE member_id = $1 ORDER BY id", [
    memberId,
  ]);
  return rows.map((row) => row.title);
}

describe("what needs a second person", () => {
  it("is setting aside from the set severity up, and lowering below it", () => {
    expect(needsSecondPerson("dismiss", "high", "high")).toBe(true);
    expect(needsSecondPerson("acknowledge", "critical", "high")).toBe(true);
    expect(needsSecondPerson("dismiss", "medium", "high")).toBe(false);
    expect(needsSecondPerson("confirm", "critical", "high")).toBe(false);
    expect(needsSecondPerson("duplicate", "critical", "high")).toBe(false);
    expect(needsSecondPerson("dismiss", "critical", null)).toBe(false);
    expect(lowersBelow("high", "medium", "high")).toBe(true);
    expect(lowersBelow("critical", "high", "high")).toBe(false);
    expect(lowersBelow("medium", "low", "high")).toBe(false);
    expect(lowersBelow("high", "low", null)).toBe(false);
  });
});

describe("a duplicate of what is milder or not open", () => {
  it("would set aside what is severe", () => {
    const open = (severity: Severity) => ({ severity, state: "new" }) as const;
    expect(hidesBehind("critical", open("info"), "high")).toBe(true);
    expect(hidesBehind("critical", open("high"), "high")).toBe(false);
    expect(hidesBehind("high", { severity: "critical", state: "dismissed" }, "high")).toBe(true);
    expect(hidesBehind("medium", open("info"), "high")).toBe(false);
    expect(hidesBehind("critical", open("info"), null)).toBe(false);
  });

  it("is refused to who may not dismiss, and to one person alone", async () => {
    await record("critical");
    await record("info", developer);
    await decide(DISMISSAL, developer, 2);
    const duplicate: Decision = { command: "duplicate", of: 2 };
    await expect(decide(duplicate, developer)).rejects.toMatchObject({ code: "finding.severe-dismissal" });
    await expect(decide(duplicate, lead)).rejects.toMatchObject({ code: "finding.duplicate-aside" });
    // Nor by way of another one that stands for it.
    await record("low", developer);
    await decide(duplicate, developer, 3);
    await expect(decide({ command: "duplicate", of: 3 }, lead)).rejects.toMatchObject({
      code: "finding.duplicate-aside",
    });
    await record("high");
    expect(await decide({ command: "duplicate", of: 4 }, developer)).toMatchObject({ state: "duplicate" });
  });
});

describe("an undo", () => {
  it("does not set aside alone what was judged severe since", async () => {
    await record("medium");
    await decide(DISMISSAL, developer);
    await decide({ command: "confirm" }, developer);
    const { rowVersion } = await read();
    await setSeverity(owner, { ...scope, number: 1, rowVersion, severity: "critical", comment: "It drains the pool." });
    await expect(undoDecision(developer, { ...scope, number: 1 })).rejects.toMatchObject({
      code: "finding.nothing-to-undo",
    });
    expect(await read()).toMatchObject({ state: "confirmed", severity: "critical" });
  });
});

describe("a proposal", () => {
  it("leaves the finding open, is visible, and asks those who may confirm it", async () => {
    await record();
    expect(await decide(DISMISSAL)).toMatchObject({ state: "new", proposed: "dismiss" });
    expect(await read(1, owner)).toMatchObject({
      state: "new",
      proposal: {
        command: "dismiss",
        to: "false-positive",
        comment: "the oracle is ours",
        by: expect.stringContaining("security-lead"),
        mine: false,
        mayConfirm: true,
        approvers: 1,
      },
      history: [{ to: "new" }, { kind: "proposal", to: "dismiss", reason: "false-positive" }],
    });
    expect((await read()).proposal).toMatchObject({ mine: true, mayConfirm: false });
    expect((await read(1, developer)).proposal).toMatchObject({ mine: false, mayConfirm: false });
    const { members } = project.organization;
    expect(await titlesFor(members.owner.memberId)).toEqual([
      "Dismiss F-1? A second person is needed: Pool price wins",
    ]);
    expect(await titlesFor(members.developer.memberId)).toEqual([]);
    expect(await titlesFor(members["security-lead"].memberId)).toEqual([]);
  });

  it("is decided when another person confirms it, and says who both were", async () => {
    await record();
    await decide(DISMISSAL);
    expect(await confirm(owner)).toMatchObject({ state: "dismissed", reason: "false-positive", proposed: null });
    const detail = await read();
    expect(detail.proposal).toBeNull();
    expect(detail.history.at(-1)).toMatchObject({
      kind: "transition",
      to: "dismissed",
      actor: expect.stringContaining("owner"),
      comment: "the oracle is ours",
      details: { proposedBy: expect.stringContaining("security-lead") },
    });
    expect(await titlesFor(project.organization.members["security-lead"].memberId)).toEqual([
      "Your proposal on F-1 was confirmed: Pool price wins",
    ]);
    // The second person may take it back as any own decision.
    expect(await undoDecision(owner, { ...scope, number: 1 })).toMatchObject({ state: "new" });
  });

  it("carries the owner and the date of an acknowledgement", async () => {
    await record("critical");
    const until = new Date(Date.now() + 86_400_000);
    const memberId = project.organization.members.developer.memberId;
    await decide({ command: "acknowledge", reason: "until 1.2.0", owner: memberId, until });
    expect((await read()).proposal).toMatchObject({ until, owner: expect.stringContaining("developer"), to: null });
    expect(await confirm(owner)).toMatchObject({
      state: "acknowledged",
      acknowledgedUntil: until,
      assignee: { name: expect.stringContaining("developer") },
    });
  });

  it("is refused with a reason, and the finding stays as it was", async () => {
    await record();
    await decide(DISMISSAL);
    const proposal = await proposalOf();
    await expect(refuseProposal(developer, { ...scope, proposal, comment: "no" })).rejects.toMatchObject({
      code: "finding.severe-dismissal",
    });
    expect(await refuseProposal(owner, { ...scope, proposal, comment: "it is not ours" })).toMatchObject({
      state: "new",
      proposed: null,
    });
    expect((await read()).history.at(-1)).toMatchObject({ kind: "proposal", to: "refused", comment: "it is not ours" });
    await expect(confirmProposal(owner, { ...scope, proposal })).rejects.toMatchObject({
      code: "finding.proposal-not-found",
    });
  });

  it("is taken back by whoever made it with the undo, and replaced by their next one", async () => {
    await record();
    await decide(DISMISSAL);
    await decide({ ...DISMISSAL, reason: "by-design" });
    expect((await read()).proposal).toMatchObject({ to: "by-design" });
    expect(await undoDecision(lead, { ...scope, number: 1 })).toMatchObject({ proposed: null });
    expect((await read()).history.at(-1)).toMatchObject({ kind: "proposal", to: "withdrawn" });
    await expect(undoDecision(lead, { ...scope, number: 1 })).rejects.toMatchObject({
      code: "finding.nothing-to-undo",
    });
  });

  it("keeps another person from proposing something else beside it", async () => {
    await record();
    await decide(DISMISSAL);
    await expect(decide({ ...DISMISSAL, reason: "by-design" }, owner)).rejects.toMatchObject({
      code: "finding.proposal-waits",
    });
  });

  it("is overtaken by a decision, another severity or a scan that moves the finding", async () => {
    const { sourceId } = await createTestRevision(lead, { depth: 1 });
    await publishTestScan(lead, 1, [testResult({ key: "a", severity: "high" })]);
    const overtaken = async (act: () => Promise<unknown>) => {
      await decide(DISMISSAL);
      const proposal = await proposalOf();
      await act();
      expect(await read()).toMatchObject({ proposal: null, proposed: null });
      await expect(confirmProposal(owner, { ...scope, proposal })).rejects.toMatchObject({
        code: "finding.proposal-not-found",
      });
    };
    await overtaken(() => decide({ command: "confirm" }, owner));
    await overtaken(async () => {
      const { rowVersion } = await read();
      await setSeverity(owner, { ...scope, number: 1, rowVersion, severity: "critical", comment: "worse" });
    });
    const { number } = await addTestRevision(lead, sourceId, { depth: 2 });
    await overtaken(() => publishTestScan(lead, number, []));
    expect(await read()).toMatchObject({ state: "resolved" });
  });

  it("stands in its own list with its count", async () => {
    await record();
    await record("low");
    await decide(DISMISSAL);
    const filters = FindingFilters.parse({ proposed: true });
    const page = await listFindings(developer, { ...scope, filters, sort: "severity", limit: 50 });
    expect(page.items.map(({ number, proposed }) => [number, proposed])).toEqual([[1, "dismiss"]]);
    expect(await countFindings(developer, { ...scope, dependency: "folded" })).toMatchObject({ proposed: 1 });
  });
});

describe("nobody does both halves", () => {
  it("refuses the one who proposed, also as owner", async () => {
    await record();
    await decide(DISMISSAL, owner);
    const proposal = await proposalOf();
    await expect(confirmProposal(owner, { ...scope, proposal })).rejects.toMatchObject({ code: "finding.same-person" });
    await expect(refuseProposal(owner, { ...scope, proposal, comment: "x" })).rejects.toMatchObject({
      code: "finding.same-person",
    });
    await expect(confirmProposal(developer, { ...scope, proposal })).rejects.toMatchObject({
      code: "finding.severe-dismissal",
    });
    await expect(confirmProposal(project.system, { ...scope, proposal })).rejects.toMatchObject({
      code: "finding.same-person",
    });
  });

  it("holds when one person sends both at once, many times", async () => {
    await record();
    for (let round = 0; round < 5; round += 1) {
      const { rowVersion } = await read();
      const findings = [{ number: 1, rowVersion }];
      const open = await decideFinding(lead, { ...scope, findings, decision: DISMISSAL }).then(
        proposalOf.bind(null, 1),
      );
      const results = await Promise.allSettled([
        confirmProposal(lead, { ...scope, proposal: open }),
        decideFinding(lead, { ...scope, findings, decision: DISMISSAL }),
        confirmProposal(lead, { ...scope, proposal: open }),
        undoDecision(lead, { ...scope, number: 1 }),
      ]);
      expect(results[0].status).toBe("rejected");
      expect(results[2].status).toBe("rejected");
      expect((await read()).state).toBe("new");
    }
  });

  it("is decided once when two others confirm at the same time", async () => {
    const another = await secondLead();
    await record();
    await decide(DISMISSAL);
    const proposal = await proposalOf();
    const results = await Promise.allSettled(
      [owner, another].map((deps) => confirmProposal(deps, { ...scope, proposal })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await read()).history.filter(({ to }) => to === "dismissed")).toHaveLength(1);
  });

  it("is held by the database too", async () => {
    await record();
    await decide(DISMISSAL);
    const { userId } = project.organization.members["security-lead"];
    await expect(
      test.owner.query(
        "UPDATE finding_proposal SET state = 'confirmed', decided_by_id = $1 WHERE organization_id = $2 AND state = 'open'",
        [userId, lead.organizationId],
      ),
    ).rejects.toMatchObject({ constraint: "finding_proposal_second_person" });
  });

  it("cannot be gone round by lowering the severity first", async () => {
    await record();
    const change = { ...scope, number: 1, rowVersion: 1, severity: "medium", comment: "not that bad" } as const;
    expect(await setSeverity(lead, change)).toMatchObject({ severity: "high", proposed: "set-severity" });
    await expect(confirm(lead)).rejects.toMatchObject({ code: "finding.same-person" });
    expect(await confirm(owner)).toMatchObject({ severity: "medium", proposed: null });
    expect((await read()).history.at(-1)).toMatchObject({ kind: "severity", from: "high", to: "medium" });
    // Raising, and moves above the line, are one person's.
    const { rowVersion } = await read();
    expect(await setSeverity(lead, { ...change, rowVersion, severity: "critical" })).toMatchObject({
      severity: "critical",
    });
    expect(await setSeverity(lead, { ...change, rowVersion: rowVersion + 1, severity: "high" })).toMatchObject({
      severity: "high",
      proposed: null,
    });
  });
});

describe("the setting", () => {
  const change = (secondPersonFrom: Severity | null, rowVersion: number) =>
    changeFindingSettings(project.organization.members.owner.deps, { organization: "x", secondPersonFrom, rowVersion });

  it("moves the line, or switches it off, for one organization", async () => {
    const other = await createTestProject(test.database);
    await change(null, 0);
    await record();
    expect(await decide(DISMISSAL)).toMatchObject({ state: "dismissed" });
    await change("medium", 1);
    await record("medium");
    expect(await decide(DISMISSAL, developer, 2)).toMatchObject({ state: "new", proposed: "dismiss" });
    expect(await confirm(lead, 2)).toMatchObject({ state: "dismissed" });
    await record("medium", other.as("developer"));
    const foreign = await decideFinding(other.as("developer"), {
      ...scope,
      findings: [{ number: 1, rowVersion: 1 }],
      decision: DISMISSAL,
    });
    expect(foreign[0]).toMatchObject({ state: "dismissed" });
  });

  it("refuses a change of settings that someone else has changed", async () => {
    await change("critical", 0);
    await expect(change(null, 0)).rejects.toMatchObject({
      code: "finding.settings-stale",
      details: { current: { secondPersonFrom: "critical", rowVersion: 1 } },
    });
  });
});

describe("another organization", () => {
  it("finds no proposal, by id", async () => {
    await record();
    await decide(DISMISSAL);
    const proposal = await proposalOf();
    const stranger = (await createTestProject(test.database)).as("owner");
    await expect(confirmProposal(stranger, { ...scope, proposal })).rejects.toMatchObject({
      code: "finding.proposal-not-found",
    });
    const beside = await createTestProject(test.database, { slug: "beside", organization: project.organization });
    await expect(confirmProposal(beside.as("owner"), { ...scope, proposal })).rejects.toMatchObject({
      code: "finding.proposal-not-found",
    });
  });

  it("and whoever may not read a restricted finding is neither asked nor answered", async () => {
    await change("medium");
    await record("medium");
    await restrictFinding(lead, { ...scope, number: 1, rowVersion: 1, restricted: true });
    await decide(DISMISSAL);
    const { members } = project.organization;
    expect(await titlesFor(members.developer.memberId)).toEqual([]);
    expect(await titlesFor(members.owner.memberId)).toEqual(["Dismiss F-1? A second person is needed"]);
    const proposal = await proposalOf();
    await expect(confirmProposal(developer, { ...scope, proposal })).rejects.toMatchObject({
      code: "finding.proposal-not-found",
    });
  });

  async function change(secondPersonFrom: Severity): Promise<void> {
    const { deps } = project.organization.members.owner;
    await changeFindingSettings(deps, { organization: "x", secondPersonFrom, rowVersion: 0 });
  }
});
