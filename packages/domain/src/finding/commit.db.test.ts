import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { recordCommits } from "../source/server.ts";
import type { PushedCommit } from "../source/index.ts";
import { addTestRevision, createTestRevision, type TestRevision } from "../source/testing.ts";
import { publishTestScan, testResult } from "./testing.ts";
import { claimFixes } from "./use-cases/claim-fixes.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { recordFinding } from "./use-cases/record-finding.ts";
import { restrictFinding } from "./use-cases/restrict-finding.ts";
import { undoDecision } from "./use-cases/undo-decision.ts";

const scope = { organization: "x", project: "x" };
const AUTHOR = "ada@example.org";
let test: TestDatabase;
let project: TestProject;
let lead: ProjectDeps;
let worker: ProjectDeps;
let first: TestRevision;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  project = await createTestProject(test.database);
  lead = project.as("security-lead");
  worker = project.system;
  first = await createTestRevision(lead, { depth: 1 });
});
afterAll(() => test.drop());

const commit = (letter: string, trailer: string): PushedCommit => ({
  sha: letter.repeat(40),
  author: AUTHOR,
  message: `fix: guard\n\n${trailer}`,
  files: [],
});
const record = (severity: "high" | "low" = "high") =>
  recordFinding(lead, { ...scope, title: "Pool price wins", description: "x", severity, confidence: "high" });
const read = (number = 1) => getFinding(lead, { ...scope, number });
const next = (depth: number, commits: readonly PushedCommit[], over: Parameters<typeof createTestRevision>[1] = {}) =>
  addTestRevision(lead, first.sourceId, { depth, commits, ...over });
const audited = async (action: string) =>
  lead.withOrganization((tx) => tx.db.auditEvent.findMany({ where: { organizationId: lead.organizationId, action } }));

describe("a commit that says that it fixes a finding", () => {
  it("claims the fix once on the default branch, with history and audit, and resolves nothing", async () => {
    await record();
    const revision = await next(2, [commit("a", "Fixes: F-1")]);
    expect(await claimFixes(worker, revision.revisionId)).toEqual([1]);
    const finding = await read();
    expect(finding).toMatchObject({ state: "fix-claimed", fixClaimedBy: null, undoTo: "new" });
    expect(finding.history.at(-1)).toMatchObject({
      kind: "transition",
      origin: "commit",
      actor: null,
      details: { commit: "a".repeat(40), author: AUTHOR, subject: "fix: guard", revision: 2 },
    });
    expect((await audited("finding.claim-fix")).length).toBe(1);
    expect(await claimFixes(worker, revision.revisionId)).toEqual([]);
    expect((await read()).history.length).toBe(finding.history.length);
  });

  it("is taken back by whoever decides, and does not claim again when the same commit comes again", async () => {
    await record();
    const revision = await next(2, [commit("a", "Fixes: F-1")]);
    await claimFixes(worker, revision.revisionId);
    await undoDecision(lead, { ...scope, number: 1 });
    expect((await read()).state).toBe("new");
    const again = await next(3, [commit("b", "Refs: F-1"), commit("a", "Fixes: F-1")]);
    expect(await claimFixes(worker, again.revisionId)).toEqual([]);
    expect((await read()).state).toBe("new");
  });

  it("moves nothing on another branch, and nothing by an older state", async () => {
    await record();
    const branch = await next(2, [commit("a", "Fixes: F-1")], { resolvedRef: "feature", isDefaultRef: false });
    expect(await claimFixes(worker, branch.revisionId)).toEqual([]);
    const old = await next(3, [commit("b", "Fixes: F-1")]);
    await next(9, []);
    expect(await claimFixes(worker, old.revisionId)).toEqual([]);
    expect((await read()).state).toBe("new");
  });

  it("is shown and moves nothing where a person has decided", async () => {
    await record("low");
    const { rowVersion } = await read();
    const decision = { command: "dismiss", reason: "by-design", comment: "meant so" } as const;
    await decideFinding(lead, { ...scope, findings: [{ number: 1, rowVersion }], decision });
    const revision = await next(2, [commit("a", "Fixes: F-1")]);
    expect(await claimFixes(worker, revision.revisionId)).toEqual([]);
    const finding = await read();
    expect(finding.state).toBe("dismissed");
    expect(finding.history.at(-1)).toMatchObject({
      kind: "commit",
      details: { why: expect.stringContaining("dismissed") },
    });
    await claimFixes(worker, revision.revisionId);
    expect((await read()).history.length).toBe(finding.history.length);
  });

  it("passes over restricted findings, numbers of nothing, and findings of other projects and organizations", async () => {
    await record();
    await restrictFinding(lead, { ...scope, number: 1, rowVersion: (await read()).rowVersion, restricted: true });
    const other = await createTestProject(test.database);
    await recordFinding(other.as("security-lead"), {
      ...scope,
      title: "Theirs",
      description: "x",
      severity: "high",
      confidence: "high",
    });
    const revision = await next(2, [commit("a", "Fixes: F-1, F-2")]);
    expect(await claimFixes(worker, revision.revisionId)).toEqual([]);
    expect((await read()).history.every(({ origin }) => origin !== "commit")).toBe(true);
    expect((await getFinding(other.as("security-lead"), { ...scope, number: 1 })).state).toBe("new");
    // Another organization cannot even name the revision.
    expect(await claimFixes(other.system, revision.revisionId)).toEqual([]);
  });

  it("gives way to the evidence of the next scan", async () => {
    await publishTestScan(lead, first.number, [testResult({ key: "k" })]);
    const revision = await next(2, [commit("a", "Fixes: F-1")]);
    await claimFixes(worker, revision.revisionId);
    await publishTestScan(lead, revision.number, [testResult({ key: "k" })]);
    expect((await read()).state).toBe("fix-claimed");
    const later = await next(3, []);
    await publishTestScan(lead, later.number, []);
    expect((await read()).state).toBe("resolved");
  });
});

describe("commits that a push tells of", () => {
  it("are taken of pushes alone", async () => {
    await expect(
      recordCommits(lead, { revision: first.number, commits: [commit("a", "Fixes: F-1")] }),
    ).rejects.toMatchObject({
      code: "source.not-pushed",
    });
    await expect(recordCommits(lead, { revision: 99, commits: [] })).rejects.toMatchObject({
      code: "source.revision-not-found",
    });
  });
});
