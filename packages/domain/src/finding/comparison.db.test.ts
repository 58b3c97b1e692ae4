import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision } from "../source/testing.ts";
import { FindingFilters } from "./filters.ts";
import { publishTestScan, testResult } from "./testing.ts";
import { compareRevisions } from "./use-cases/compare-revisions.ts";
import { listFindings } from "./use-cases/list-findings.ts";
import { restrictFinding } from "./use-cases/restrict-finding.ts";

const scope = { organization: "x", project: "x" };

describe.skipIf(!hasTestServer())("comparing a revision with a base", () => {
  let test: TestDatabase;
  let project: TestProject;
  let deps: ProjectDeps;
  let sourceId: string;
  let slug = 0;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
  });
  afterAll(async () => test?.drop());
  beforeEach(async () => {
    slug += 1;
    project = await createTestProject(test.database, { slug: `vault-${slug}` });
    deps = project.as("security-lead");
    ({ sourceId } = await createTestRevision(deps, { depth: 1 }));
  });

  const commit = async (depth: number, ref = "main"): Promise<number> =>
    (
      await addTestRevision(
        deps,
        sourceId,
        { depth, resolvedRef: ref, isDefaultRef: ref === "main", commit: String(depth).padStart(40, "a") },
        ref,
      )
    ).number;
  const compare = (revision: number, base: string) => compareRevisions(deps, { revision, base });
  const numbers = (list: readonly { summary: { number: number } }[]) => list.map(({ summary }) => summary.number);
  const a = testResult({ key: "a" });
  const b = testResult({ key: "b", startLine: 20, endLine: 21 });
  const c = testResult({ key: "c", startLine: 30, severity: "high" });

  it("names what came, what went and what stayed, with the places of the branch", async () => {
    await publishTestScan(deps, 1, [a, b]);
    const branch = await commit(2, "feature");
    await publishTestScan(deps, branch, [{ ...a, startLine: 15, endLine: 15 }, c]);
    const compared = await compare(branch, "main");
    expect(compared).toMatchObject({
      ...{ comparable: true, reason: null, unchanged: 1, more: false, notCompared: [] },
      ...{ head: { number: branch, ref: "feature" }, base: { number: 1, ref: "main" } },
      restricted: { introduced: 0, fixed: 0 },
    });
    expect(numbers(compared.introduced)).toEqual([3]);
    expect(numbers(compared.fixed)).toEqual([2]);
    expect(compared.introduced[0]?.summary).toMatchObject({ path: "src/Vault.sol", startLine: 30, severity: "high" });
    expect(compared.fixed[0]?.description).toMatchObject({ endLine: 21 });
    // The main branch still has what the branch alone repaired.
    expect(numbers((await compare(1, String(branch))).introduced)).toEqual([2]);
  });

  it("asks what was there at the time, not what is there now", async () => {
    await publishTestScan(deps, 1, [a]);
    const second = await commit(2);
    await publishTestScan(deps, second, [a, b]);
    const third = await commit(3);
    await publishTestScan(deps, third, [c]);
    const between = await compare(second, "1");
    expect([numbers(between.introduced), numbers(between.fixed), between.unchanged]).toEqual([[2], [], 1]);
    const last = await compare(third, String(second));
    expect([numbers(last.introduced), numbers(last.fixed)]).toEqual([[3], [1, 2]]);
    expect((await compare(third, "main")).base?.number).toBe(second);
    // Scanned again after the newest: what it saw in its time stands.
    await publishTestScan(deps, second, [a]);
    expect(numbers((await compare(third, String(second))).fixed)).toEqual([1, 2]);
  });

  it("does not compare with what was first scanned after a newer one, and says so", async () => {
    const second = await commit(2);
    await publishTestScan(deps, second, [a]);
    await publishTestScan(deps, 1, [a, b]);
    const { introduced, fixed, notCompared } = await compare(second, "1");
    expect([introduced, fixed]).toEqual([[], []]);
    expect(notCompared).toMatchObject([
      { scanner: "solhint", reason: expect.stringContaining("after a newer revision") },
    ]);
  });

  it("takes a duplicate for the finding that it is a duplicate of", async () => {
    await publishTestScan(deps, 1, [a]);
    const branch = await commit(2, "feature");
    await publishTestScan(deps, branch, [b]);
    const { organizationId } = deps;
    await deps.withOrganization(async (tx) => {
      const first = await tx.db.finding.findFirstOrThrow({
        where: { organizationId, projectId: deps.projectId, number: 1 },
      });
      await tx.db.finding.updateMany({
        where: { organizationId, projectId: deps.projectId, number: 2 },
        data: { duplicateOfId: first.id, state: "duplicate" },
      });
    });
    expect(await compare(branch, "main")).toMatchObject({ introduced: [], fixed: [], unchanged: 1 });
  });

  it("compares no tool that ran on one of them alone, and names it", async () => {
    await publishTestScan(deps, 1, [a]);
    const branch = await commit(2, "feature");
    await publishTestScan(deps, branch, [a]);
    await publishTestScan(deps, branch, [{ ...c, scanner: "redoubt" }], { scanner: "redoubt" });
    expect(await compare(branch, "main")).toMatchObject({
      introduced: [],
      notCompared: [{ scanner: "redoubt", reason: "It did not run on the base." }],
    });
  });

  it("calls nothing new where the base was not looked at, or with a check that it did not have", async () => {
    await publishTestScan(deps, 1, [a], {
      complete: false,
      notScanned: [{ root: "old", reason: "does not compile" }],
      detectors: ["check-send-result"],
    });
    const branch = await commit(2, "feature");
    const there = testResult({ key: "d", path: "old/Legacy.sol" });
    const other = testResult({ key: "e", startLine: 50, detector: "fresh-check" });
    await publishTestScan(deps, branch, [a, b, there, other], { detectors: ["check-send-result", "fresh-check"] });
    const { introduced, notCompared } = await compare(branch, "main");
    expect(introduced.map(({ summary }) => [summary.path, summary.startLine])).toEqual([["src/Vault.sol", 20]]);
    expect(notCompared.map(({ reason }) => reason)).toEqual([
      "old was not looked at on the base: does not compile",
      "Checks that were not on for the base: fresh-check.",
    ]);
  });

  it("says why there is nothing to compare with", async () => {
    await publishTestScan(deps, 1, [a]);
    const branch = await commit(2, "feature");
    expect(await compare(branch, "main")).toMatchObject({
      comparable: false,
      reason: `Revision ${branch} has no finished scan.`,
    });
    await publishTestScan(deps, branch, [a]);
    expect(await compare(branch, "nowhere")).toMatchObject({
      ...{ comparable: false, base: null },
      reason: "No scanned revision is known as nowhere.",
    });
    await expect(compare(branch, "99")).rejects.toMatchObject({ code: "source.revision-not-found" });
    expect((await compare(branch, "b".repeat(40))).comparable).toBe(false);
  });

  it("counts what the reader may not see, and shows no more of it", async () => {
    await publishTestScan(deps, 1, []);
    const branch = await commit(2, "feature");
    await publishTestScan(deps, branch, [a, c]);
    await restrictFinding(deps, { ...scope, number: 1, rowVersion: 1, restricted: true });
    const reader = project.as("developer");
    const seen = await compareRevisions(reader, { revision: branch, base: "main" });
    expect(numbers(seen.introduced)).toEqual([2]);
    expect(seen.restricted).toEqual({ introduced: 1, fixed: 0 });
    const list = await listFindings(reader, {
      ...{ ...scope, filters: FindingFilters.parse({}), sort: "severity", limit: 10, revision: branch },
    });
    expect([list.items.map((item) => item.number), list.hidden]).toEqual([[2], 1]);
    expect(numbers((await compare(branch, "main")).introduced)).toEqual([2, 1]);
  });

  it("lists what was seen on a revision, page by page", async () => {
    await publishTestScan(deps, 1, [a, b]);
    const branch = await commit(2, "feature");
    await publishTestScan(deps, branch, [b, c]);
    const input = {
      ...scope,
      filters: FindingFilters.parse({}),
      sort: "severity",
      limit: 1,
      revision: branch,
    } as const;
    const first = await listFindings(deps, input);
    const second = await listFindings(deps, { ...input, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...second.items].map((item) => item.number)).toEqual([3, 2]);
    expect(second.nextCursor).toBeNull();
  });
});
