import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MEMBER_PERMISSIONS } from "../organization/index.ts";
import { createApiToken } from "../organization/server.ts";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import { createDeps, forProject, type ProjectDeps } from "../shared/server.ts";
import { changeFindingSettings } from "./use-cases/change-finding-settings.ts";
import { confirmProposal } from "./use-cases/confirm-proposal.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { proposeByToken } from "./use-cases/propose-by-token.ts";
import { recordFinding } from "./use-cases/record-finding.ts";
import { refuseProposal } from "./use-cases/refuse-proposal.ts";
import { restrictFinding } from "./use-cases/restrict-finding.ts";
import { setSeverity } from "./use-cases/set-severity.ts";

const scope = { organization: "x", project: "x" };
const DISMISSAL = { decision: "dismiss", reason: "false-positive", note: "looked at the guard" } as const;

describe.skipIf(!hasTestServer())("what a token proposes", () => {
  let test: TestDatabase;
  let project: TestProject;
  let lead: ProjectDeps;
  let program: ProjectDeps;
  let tokenId: string;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
  });
  afterAll(async () => test?.drop());
  beforeEach(async () => {
    project = await createTestProject(test.database);
    lead = project.as("security-lead");
    program = await byToken(["finding:read", "finding:propose"]);
  });

  /** The lead, acting by a new token with these scopes. */
  async function byToken(scopes: ("finding:read" | "finding:propose" | "finding:read-restricted")[]) {
    const { organization } = project;
    const made = await createApiToken(organization.members["security-lead"].deps, {
      ...{ organization: organization.slug, name: "agent", scopes, days: 1 },
    });
    tokenId = toUuid(made.id);
    const { userId, memberId } = organization.members["security-lead"];
    const own = [...MEMBER_PERMISSIONS["security-lead"]];
    const permissions = new Set(
      own.filter((each) => each !== "finding:read-restricted" || scopes.includes("finding:read-restricted")),
    );
    const token = { tokenId, permissions, projectId: null };
    const actor = { kind: "user", userId, memberId, token } as const;
    const { organizationId } = organization;
    return forProject(createDeps({ database: test.database, actor, organizationId, permissions }), project.projectId);
  }

  const record = (severity: "high" | "low" = "high") =>
    recordFinding(lead, { ...scope, title: "Pool price wins", description: "x", severity, confidence: "high" });
  const read = (deps = lead) => getFinding(deps, { ...scope, number: 1 });
  const confirm = async (deps: ProjectDeps, proposal: { id: string }) =>
    confirmProposal(deps, { ...scope, proposal: toUuid(proposal.id) });

  it("moves nothing, says that a token did it, and its maker confirms it where one person may decide", async () => {
    await record("low");
    const proposal = await proposeByToken(program, { number: 1, proposal: DISMISSAL });
    const seen = await read();
    expect(seen).toMatchObject({ state: "new", proposed: "dismiss" });
    expect(seen.proposal).toMatchObject({ token: "agent", mine: false, mayConfirm: true, to: "false-positive" });
    expect(seen.history.at(-1)).toMatchObject({ kind: "proposal", origin: "agent" });
    expect(await confirm(lead, proposal)).toMatchObject({ state: "dismissed" });
    const { organizationId } = lead;
    const audit = await lead.withOrganization((tx) =>
      tx.db.auditEvent.findMany({
        where: { organizationId, action: { in: ["finding.propose", "finding.dismiss"] } },
        select: { action: true, tokenId: true },
        orderBy: { id: "asc" },
      }),
    );
    expect(audit).toEqual([
      { action: "finding.propose", tokenId },
      { action: "finding.dismiss", tokenId: null },
    ]);
  });

  it("is not its maker's to confirm where it takes two people", async () => {
    await record();
    await changeFindingSettings(project.as("owner"), { organization: "x", secondPersonFrom: "high", rowVersion: 0 });
    const proposal = await proposeByToken(program, { number: 1, proposal: DISMISSAL });
    expect((await read()).proposal).toMatchObject({ mine: true, mayConfirm: false });
    await expect(confirm(lead, proposal)).rejects.toMatchObject({ code: "finding.same-person" });
    expect(await confirm(project.as("owner"), proposal)).toMatchObject({ state: "dismissed" });
  });

  it("can be refused by its maker", async () => {
    await record();
    const { id } = await proposeByToken(program, { number: 1, proposal: DISMISSAL });
    await refuseProposal(lead, { ...scope, proposal: toUuid(id), comment: "it is reachable" });
    expect(await read()).toMatchObject({ state: "new", proposed: null, proposal: null });
  });

  it("overtakes no person, and a person overtakes it", async () => {
    await record();
    await changeFindingSettings(project.as("owner"), { organization: "x", secondPersonFrom: "high", rowVersion: 0 });
    await proposeByToken(program, { number: 1, proposal: DISMISSAL });
    const { rowVersion } = await read();
    const decision = { command: "dismiss", reason: "by-design", comment: "it is meant so" } as const;
    await decideFinding(lead, { ...scope, findings: [{ number: 1, rowVersion }], decision });
    expect((await read()).proposal).toMatchObject({ token: null, to: "by-design" });
    await expect(proposeByToken(program, { number: 1, proposal: DISMISSAL })).rejects.toMatchObject({
      code: "finding.proposal-waits",
    });
  });

  it("is all that a token can do: it decides nothing, however it is called", async () => {
    await record("low");
    const { rowVersion } = await read();
    const findings = [{ number: 1, rowVersion }];
    const refused = { code: "finding.token-decides-nothing" };
    const decision = { command: "confirm" } as const;
    await expect(decideFinding(program, { ...scope, findings, decision })).rejects.toMatchObject(refused);
    const severity = { ...scope, number: 1, rowVersion, severity: "info", comment: "x" } as const;
    await expect(setSeverity(program, severity)).rejects.toMatchObject(refused);
    const proposal = await proposeByToken(program, { number: 1, proposal: DISMISSAL });
    await expect(confirm(program, proposal)).rejects.toMatchObject(refused);
    expect(await read()).toMatchObject({ state: "new" });
  });

  it("may be another severity or an acknowledgement, by what its maker may", async () => {
    await record("low");
    const until = "2020-01-01";
    const sooner = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString();
    await expect(
      proposeByToken(program, { number: 1, proposal: { decision: "acknowledge", note: "we live with it", until } }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^finding\./) });
    await proposeByToken(program, {
      number: 1,
      proposal: { decision: "acknowledge", note: "we live with it", until: sooner },
    });
    expect((await read()).proposal).toMatchObject({ command: "acknowledge", comment: "we live with it" });
    const lower = await proposeByToken(program, {
      number: 1,
      proposal: { decision: "set-severity", severity: "info", note: "needs the owner's key" },
    });
    expect(await confirm(lead, lower)).toMatchObject({ severity: "info" });
  });

  it("is never about a restricted finding that the token was not made to read, opened to its maker or not", async () => {
    await record();
    await restrictFinding(lead, { ...scope, number: 1, rowVersion: 1, restricted: true });
    await expect(read(program)).rejects.toMatchObject({ code: "finding.not-found" });
    await expect(proposeByToken(program, { number: 1, proposal: DISMISSAL })).rejects.toMatchObject({
      code: "finding.not-found",
    });
    expect(await read(await byToken(["finding:read", "finding:read-restricted"]))).toMatchObject({ restricted: true });
  });
});
