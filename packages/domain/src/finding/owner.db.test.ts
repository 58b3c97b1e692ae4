import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision, type TestRevision } from "../source/testing.ts";
import { LinkIssue } from "./tracker.ts";
import type { AssignBy } from "./project-settings.ts";
import { publishTestScan, testResult } from "./testing.ts";
import { assignFinding } from "./use-cases/assign-finding.ts";
import { assignOwners } from "./use-cases/assign-owners.ts";
import { changeAssignment } from "./use-cases/change-assignment.ts";
import { changeTracker } from "./use-cases/change-tracker.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { getProjectSettings } from "./use-cases/get-project-settings.ts";
import { linkIssue } from "./use-cases/link-issue.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
let project: TestProject;
let lead: ProjectDeps;
let first: TestRevision;
let depth = 1;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  lead = project.as("security-lead");
  first = await createTestRevision(lead, { depth: 1 });
});
afterAll(() => test.drop());

const member = (role: "developer" | "manager" | "security-lead") => project.organization.members[role];
const OWNERS = { place: ".github/CODEOWNERS", text: "* @everyone\n/src/Vault.sol @dev\n/src/Report.sol @boss\n" };
const result = (file: string) => testResult({ key: file, path: `src/${file}.sol` });

async function settle(assignBy: AssignBy, owners: { handle: string; member: string }[] = []): Promise<void> {
  const { rowVersion } = await getProjectSettings(lead);
  await changeAssignment(lead, { ...scope, assignBy, owners, rowVersion });
}

/** A revision with a scan that finds one weakness in each file, and what was given then. */
async function scanOf(files: readonly string[], over: Parameters<typeof createTestRevision>[1] = {}) {
  depth += 1;
  const revision = await addTestRevision(lead, first.sourceId, { depth, codeOwners: OWNERS, ...over });
  const { scanId } = await publishTestScan(lead, revision.number, files.map(result));
  return assignOwners(project.system, scanId);
}

const ownerOf = async (number: number) => (await getFinding(lead, { ...scope, number })).assignee?.name ?? null;

describe("new findings of the default branch", () => {
  it("are given to nobody while nothing is settled", async () => {
    expect(await scanOf(["Vault"])).toBe(0);
    expect(await ownerOf(1)).toBeNull();
  });

  it("are given to whom CODEOWNERS names, with why, news and audit, and only once", async () => {
    await settle("code-owners", [
      { handle: "@dev", member: member("developer").memberId },
      { handle: "@everyone", member: member("security-lead").memberId },
    ]);
    expect(await scanOf(["Vault", "Oracle"])).toBe(2);
    const finding = await getFinding(lead, { ...scope, number: 1 });
    expect(finding.assignee?.name).toContain("developer");
    expect(finding.history.at(-1)).toMatchObject({
      kind: "assign",
      origin: "system",
      details: { why: expect.stringContaining("line 2, names @dev") },
    });
    expect(await ownerOf(2)).toContain("security-lead");
    const [audit] = await lead.withOrganization((tx) =>
      tx.db.auditEvent.findMany({ where: { organizationId: lead.organizationId, action: "finding.assign-owners" } }),
    );
    expect(audit).toBeDefined();
    // Taken away by a person, it is not given again.
    await assignFinding(lead, { ...scope, findings: [{ number: 1, rowVersion: finding.rowVersion }], assignee: null });
    expect(await scanOf(["Vault", "Oracle"])).toBe(0);
    expect(await ownerOf(1)).toBeNull();
  });

  it("are never given to who may not decide here, whatever the file says", async () => {
    await settle("code-owners", [
      { handle: "@boss", member: member("manager").memberId },
      { handle: "@dev", member: member("developer").memberId },
    ]);
    await project.organization.system.withOrganization((tx) =>
      tx.db.member.updateMany({
        where: { organizationId: lead.organizationId, id: member("developer").memberId },
        data: { removedAt: tx.now },
      }),
    );
    expect(await scanOf(["Vault", "Report"])).toBe(0);
    expect((await getProjectSettings(lead)).owners.map(({ handle }) => handle)).toEqual(["@boss"]);
  });

  it("are given to who changed the file last in what is new, by the member's own e-mail", async () => {
    await settle("last-author");
    const { email } = member("developer");
    const commits = [{ sha: "a".repeat(40), author: email.toUpperCase(), message: "work", files: ["src/Vault.sol"] }];
    expect(await scanOf(["Vault", "Oracle"], { commits })).toBe(1);
    expect(await ownerOf(1)).toContain("developer");
    expect(await ownerOf(2)).toBeNull();
  });

  it("fall back on the author where CODEOWNERS names nobody here", async () => {
    await settle("owners-then-author");
    const commits = [
      { sha: "a".repeat(40), author: member("developer").email, message: "work", files: ["src/Oracle.sol"] },
    ];
    expect(await scanOf(["Vault", "Oracle"], { commits })).toBe(1);
    expect(await ownerOf(2)).toContain("developer");
  });

  it("stay nobody's on other branches, and when they are old", async () => {
    await scanOf(["Vault"]);
    await settle("code-owners", [{ handle: "@dev", member: member("developer").memberId }]);
    expect(await scanOf(["Vault"])).toBe(0);
    await settle("code-owners", [{ handle: "@everyone", member: member("developer").memberId }]);
    expect(await scanOf(["Vault", "Oracle"], { resolvedRef: "feature", isDefaultRef: false })).toBe(0);
    expect(await scanOf(["Vault", "Oracle"])).toBe(1);
    expect(await ownerOf(2)).toContain("developer");
  });
});

describe("settings of a project", () => {
  it("are changed at the version that was read, with members of this organization alone", async () => {
    await settle("code-owners");
    await expect(
      changeAssignment(lead, { ...scope, assignBy: "off", owners: [], rowVersion: 0 }),
    ).rejects.toMatchObject({
      code: "finding.project-settings-stale",
    });
    const other = await createTestProject(test.database);
    const foreign = { handle: "@x", member: other.organization.members.developer.memberId };
    await expect(settle("code-owners", [foreign])).rejects.toMatchObject({ code: "finding.member-not-found" });
    const twice = { handle: "@x", member: member("developer").memberId };
    await expect(settle("code-owners", [twice, twice])).rejects.toMatchObject({ code: "finding.owner-twice" });
  });

  it("keep tracker and assignment apart", async () => {
    await settle("last-author");
    const tracker = { kind: "jira", url: "https://acme.atlassian.net", project: "1", issueType: "2" } as const;
    await changeTracker(lead, { ...scope, tracker, rowVersion: 1 });
    expect(await getProjectSettings(lead)).toMatchObject({ assignBy: "last-author", tracker, rowVersion: 2 });
    await changeTracker(lead, { ...scope, tracker: null, rowVersion: 2 });
    expect(await getProjectSettings(lead)).toMatchObject({ assignBy: "last-author", tracker: null });
  });
});

describe("the issue of a finding", () => {
  it("is kept as a link with history and audit, and taken away again", async () => {
    await scanOf(["Vault"]);
    const url = "https://github.com/acme/vault/issues/7";
    const { rowVersion } = await getFinding(lead, { ...scope, number: 1 });
    await linkIssue(lead, { ...scope, number: 1, url, rowVersion });
    const finding = await getFinding(lead, { ...scope, number: 1 });
    expect(finding).toMatchObject({ issueUrl: url, rowVersion: rowVersion + 1 });
    expect(finding.history.at(-1)).toMatchObject({ kind: "issue", to: url });
    await expect(linkIssue(lead, { ...scope, number: 1, url: null, rowVersion })).rejects.toMatchObject({
      code: "finding.stale",
    });
    await linkIssue(lead, { ...scope, number: 1, url: null, rowVersion: rowVersion + 1 });
    expect((await getFinding(lead, { ...scope, number: 1 })).issueUrl).toBeNull();
  });

  it("is https, in the input and in the database", async () => {
    await scanOf(["Vault"]);
    expect(LinkIssue.safeParse({ ...scope, number: 1, url: "javascript:alert(1)", rowVersion: 1 }).success).toBe(false);
    await expect(linkIssue(lead, { ...scope, number: 1, url: "javascript:alert(1)", rowVersion: 1 })).rejects.toThrow();
  });
});
