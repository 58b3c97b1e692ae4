import { countStatements, createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { startTestScan } from "../scan/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision, type TestRevision } from "../source/testing.ts";
import { FindingFilters } from "./filters.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { expectCountersToEqualRecount, publishTestScan, testResult, testRun } from "./testing.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { listFindings } from "./use-cases/list-findings.ts";
import { publishScan } from "./use-cases/publish-scan.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
let project: TestProject;
let deps: ProjectDeps;
let first: TestRevision;
let slug = 0;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
});
beforeEach(async () => {
  slug += 1;
  project = await createTestProject(test.database, { slug: `vault-${slug}` });
  deps = project.as("security-lead");
  first = await createTestRevision(deps, { depth: 1 });
});
afterEach(() => expectCountersToEqualRecount(test.owner));
afterAll(() => test.drop());

async function commit(depth: number, over: { isDefaultRef?: boolean; ref?: string } = {}): Promise<number> {
  const ref = over.ref ?? "main";
  const revision = await addTestRevision(
    deps,
    first.sourceId,
    { depth, resolvedRef: ref, isDefaultRef: over.isDefaultRef ?? true },
    ref,
  );
  return revision.number;
}

async function list() {
  const filters = FindingFilters.parse({ branch: "shown" });
  const page = await listFindings(deps, { ...scope, filters, sort: "number", limit: 200 });
  return page.items.toReversed().map(({ number, state, path, startLine }) => ({ number, state, path, startLine }));
}

async function rowsOf(table: string): Promise<number> {
  const { rows } = await test.owner.query(`SELECT count(*)::int AS n FROM ${table} WHERE organization_id = $1`, [
    deps.organizationId,
  ]);
  return rows[0].n;
}

const many = (count: number, over: Partial<NormalizedFinding> = {}) =>
  Array.from({ length: count }, (_each, at) =>
    testResult({ key: `hit-${at}`, startLine: at + 1, endLine: at + 1, ...over }),
  );

describe("publishing a scan", () => {
  it("brings in findings with number, place, fingerprint, history and audit", async () => {
    const { stats, scanId } = await publishTestScan(deps, 1, [
      testResult({ key: "a" }),
      testResult({ key: "b", startLine: 20 }),
    ]);
    expect(stats).toMatchObject({ results: 2, in: 2, unchanged: 0, closed: 0 });
    expect(await list()).toEqual([
      { number: 1, state: "new", path: "src/Vault.sol", startLine: 10 },
      { number: 2, state: "new", path: "src/Vault.sol", startLine: 20 },
    ]);
    const detail = await getFinding(deps, { ...scope, number: 1 });
    expect(detail.occurrences).toMatchObject([{ present: true, scan: 1, revision: { number: 1 } }]);
    expect(detail.history).toMatchObject([{ kind: "transition", origin: "import", from: null, to: "new" }]);
    expect(detail.fingerprints).toMatchObject([{ algorithm: "context", value: "a" }]);
    const audit = await test.owner.query(
      "SELECT action, subject_id FROM audit_event WHERE organization_id = $1 AND action = 'finding.publish'",
      [deps.organizationId],
    );
    expect(audit.rows).toEqual([{ action: "finding.publish", subject_id: scanId }]);
  });

  it("writes no finding, place or event for an unchanged run", async () => {
    const results = many(30);
    await publishTestScan(deps, 1, results);
    const before = [await rowsOf("finding"), await rowsOf("occurrence"), await rowsOf("finding_event")];
    const versions =
      "SELECT string_agg(xmin::text || row_version || last_seen_at, ',' ORDER BY id) AS v FROM finding WHERE organization_id = $1";
    const untouched = (await test.owner.query(versions, [deps.organizationId])).rows[0].v;
    const { stats } = await publishTestScan(deps, await commit(2), results);
    expect(stats).toMatchObject({ results: 30, in: 0, unchanged: 30, moved: 0 });
    expect([await rowsOf("finding"), await rowsOf("occurrence"), await rowsOf("finding_event")]).toEqual(before);
    expect((await test.owner.query(versions, [deps.organizationId])).rows[0].v).toBe(untouched);
  });

  it("follows a hit that moved, and says why", async () => {
    await publishTestScan(deps, 1, [testResult({ key: "a" })]);
    const { stats } = await publishTestScan(deps, await commit(2), [
      testResult({ key: "a", startLine: 35, endLine: 35 }),
    ]);
    expect(stats).toMatchObject({ in: 0, moved: 1 });
    const detail = await getFinding(deps, { ...scope, number: 1 });
    expect(detail).toMatchObject({ startLine: 35, rowVersion: 1 });
    expect(detail.occurrences).toMatchObject([
      { startLine: 35, present: true, match: { step: "context", from: { line: 10 }, to: { line: 35 } } },
      { startLine: 10, present: false },
    ]);
  });

  it("resolves what is gone and reopens what comes back", async () => {
    await publishTestScan(deps, 1, [testResult({ key: "a" }), testResult({ key: "b", startLine: 20 })]);
    const gone = await publishTestScan(deps, await commit(2), [testResult({ key: "b", startLine: 20 })]);
    expect(gone.stats).toMatchObject({ closed: 1, unchanged: 1 });
    expect(await list()).toMatchObject([{ state: "resolved" }, { state: "new" }]);
    const back = await publishTestScan(deps, await commit(3), [
      testResult({ key: "a" }),
      testResult({ key: "b", startLine: 20 }),
    ]);
    expect(back.stats).toMatchObject({ reopened: 1, in: 0 });
    expect(await list()).toMatchObject([{ number: 1, state: "regressed" }, { state: "new" }]);
    const history = (await getFinding(deps, { ...scope, number: 1 })).history;
    expect(history.map(({ from, to }) => `${from} > ${to}`)).toEqual([
      "null > new",
      "new > resolved",
      "resolved > regressed",
    ]);
  });

  it("resolves what was in a file that is gone from the revision", async () => {
    await publishTestScan(deps, 1, [testResult({ key: "a", path: "src/Old.sol" })]);
    await publishTestScan(deps, await commit(2), []);
    expect(await list()).toMatchObject([{ state: "resolved" }]);
  });

  it("sets aside what a switched-off check or an unscanned file hides, and takes it up again", async () => {
    await publishTestScan(deps, 1, [testResult({ key: "a" }), testResult({ key: "b", path: "src/Big.sol" })]);
    const files = ["src/Vault.sol", "src/Big.sol"];
    const { stats } = await publishTestScan(deps, await commit(2), [], {
      detectors: ["avoid-tx-origin"],
      scannedFiles: ["src/Vault.sol"],
      revisionFiles: files,
    });
    expect(stats).toMatchObject({ closed: 0, notObserved: 2 });
    expect(await list()).toMatchObject([{ state: "not-observed" }, { state: "not-observed" }]);
    const again = await publishTestScan(deps, await commit(3), [testResult({ key: "a" })], { revisionFiles: files });
    expect(again.stats.reopened).toBe(0);
    expect(await list()).toMatchObject([{ state: "new" }, { state: "not-observed" }]);
  });

  it("closes nothing when the report has no list of results", async () => {
    await publishTestScan(deps, 1, many(3));
    const { stats, number } = await publishTestScan(deps, await commit(2), null);
    expect(stats).toMatchObject({ closed: 0, notObserved: 0 });
    expect((await list()).map((row) => row.state)).toEqual(["new", "new", "new"]);
    const { rows } = await test.owner.query(
      "SELECT s.state FROM scan s JOIN scan_request r ON r.id = s.scan_request_id WHERE r.number = $1 AND s.organization_id = $2",
      [number, deps.organizationId],
    );
    expect(rows).toEqual([{ state: "partial" }]);
  });

  it("closes in a partial run only in files that it lists", async () => {
    await publishTestScan(deps, 1, [testResult({ key: "a" }), testResult({ key: "b", path: "src/Other.sol" })]);
    await publishTestScan(deps, await commit(2), [], { complete: false, scannedFiles: ["src/Vault.sol"] });
    expect(await list()).toMatchObject([{ state: "resolved" }, { state: "new" }]);
  });

  it("holds closings of more than 30 % and at least 10", async () => {
    await publishTestScan(deps, 1, many(30));
    const held = await publishTestScan(deps, await commit(2), many(20));
    expect(held.stats).toMatchObject({ held: 10, closed: 0 });
    expect(new Set((await list()).map((row) => row.state))).toEqual(new Set(["new"]));
    const { rows } = await test.owner.query(
      "SELECT cardinality(finding_ids) AS n, open_before FROM scan_hold WHERE scan_id = $1",
      [held.scanId],
    );
    expect(rows).toEqual([{ n: 10, open_before: 30 }]);
  });

  it("closes nine at once without asking", async () => {
    await publishTestScan(deps, 1, many(12));
    const { stats } = await publishTestScan(deps, await commit(2), many(3));
    expect(stats).toMatchObject({ held: 0, closed: 9 });
  });

  it("moves no state from a revision older than one that was published", async () => {
    await commit(2);
    await publishTestScan(deps, 2, [testResult({ key: "a" })]);
    await publishTestScan(deps, await commit(3), []);
    expect(await list()).toMatchObject([{ state: "resolved" }]);
    const old = await publishTestScan(deps, 2, [
      testResult({ key: "a" }),
      testResult({ key: "only-then", startLine: 50 }),
    ]);
    expect(old.stats).toMatchObject({ reopened: 0, closed: 0, in: 1 });
    // What only the old revision had is known, and known to be gone.
    expect(await list()).toMatchObject([{ state: "resolved" }, { state: "resolved" }]);
    const { rows } = await test.owner.query("SELECT moves_state FROM scan WHERE id = $1", [old.scanId]);
    expect(rows).toEqual([{ moves_state: false }]);
  });

  it("shows a branch and moves no state from it, but brings in what is new there", async () => {
    await publishTestScan(deps, 1, [testResult({ key: "a" })]);
    const branch = await commit(2, { ref: "council", isDefaultRef: false });
    const { stats } = await publishTestScan(deps, branch, [testResult({ key: "new-there", startLine: 40 })]);
    expect(stats).toMatchObject({ in: 1, closed: 0 });
    expect(await list()).toMatchObject([{ state: "new" }, { state: "new" }]);
    await publishTestScan(deps, branch, [testResult({ key: "a", startLine: 77 })]);
    // What only this branch had shown is gone from it; what the default branch shows it moves nowhere.
    expect(await list()).toMatchObject([{ state: "new", startLine: 10 }, { state: "resolved" }]);
    const detail = await getFinding(deps, { ...scope, number: 1 });
    expect(detail.occurrences.map(({ ref, present }) => `${ref} ${present}`).sort()).toEqual([
      "council true",
      "main true",
    ]);
  });

  it("never moves what a person has dismissed", async () => {
    await publishTestScan(deps, 1, [testResult({ key: "a" })]);
    await test.owner.query("UPDATE finding SET state = 'dismissed' WHERE organization_id = $1", [deps.organizationId]);
    await publishTestScan(deps, await commit(2), []);
    await publishTestScan(deps, await commit(3), [testResult({ key: "a" })]);
    expect(await list()).toMatchObject([{ state: "dismissed" }]);
  });

  it("keeps two equal hits apart when one of them goes", async () => {
    const twice = [testResult({ startLine: 10 }), testResult({ startLine: 12 })];
    const line = { algorithm: "line", version: 1, value: "same" };
    const equal = twice.map((result) => ({ ...result, fingerprints: [line] }));
    await publishTestScan(deps, 1, equal);
    await publishTestScan(deps, await commit(2), equal.slice(1));
    expect(await list()).toMatchObject([{ state: "resolved" }, { state: "new" }]);
  });

  it("suggests instead of merging when it cannot tell", async () => {
    const line = { algorithm: "line", version: 1, value: "same" };
    const at = (startLine: number) => testResult({ startLine, fingerprints: [line] });
    await publishTestScan(deps, 1, [at(10), at(12)]);
    const { stats } = await publishTestScan(deps, await commit(2), [at(40)]);
    expect(stats).toMatchObject({ in: 1, suggested: 1, closed: 2 });
    const detail = await getFinding(deps, { ...scope, number: 3 });
    expect(detail.suggestions.map(({ number }) => number)).toEqual([1, 2]);
  });

  it("stores text that a database refuses, and clips what is too long", async () => {
    const hostile = testResult({ key: "a", title: `\0${"x".repeat(900)}\ud800`, description: "a\0b" });
    await publishTestScan(deps, 1, [hostile]);
    const detail = await getFinding(deps, { ...scope, number: 1 });
    expect(detail.title).toHaveLength(500);
    expect(detail.description).toBe("a\uFFFDb");
  });
});

describe("fence and transaction", () => {
  it("publishes nothing for a stale attempt", async () => {
    const { task } = await startTestScan(deps, 1);
    const stale = { ...testRun(many(3)), scanId: task.scanId, fence: task.attempt - 1 };
    await expect(publishScan(deps, stale)).rejects.toMatchObject({ code: "scan.stale-attempt" });
    expect(await rowsOf("finding")).toBe(0);
  });

  it("publishes once when it is asked twice, in sequence and at once", async () => {
    const { task } = await startTestScan(deps, 1);
    const input = { ...testRun(many(5)), scanId: task.scanId, fence: task.attempt };
    const both = await Promise.all([publishScan(deps, input), publishScan(deps, input)]);
    const third = await publishScan(deps, input);
    expect(both).toEqual([third, third]);
    expect(await rowsOf("finding")).toBe(5);
    expect(await rowsOf("finding_event")).toBe(5);
  });

  it("creates a weakness once when two branches publish it at the same time", async () => {
    const branch = await commit(2, { ref: "council", isDefaultRef: false });
    const [a, b] = [await startTestScan(deps, 1), await startTestScan(deps, branch)];
    const results = many(20);
    await Promise.all(
      [a, b].map(({ task }) => publishScan(deps, { ...testRun(results), scanId: task.scanId, fence: task.attempt })),
    );
    expect(await rowsOf("finding")).toBe(20);
    expect(await rowsOf("occurrence")).toBe(40);
  });

  it("leaves nothing behind when the transaction rolls back", async () => {
    const { task } = await startTestScan(deps, 1);
    const tables = ["finding", "occurrence", "fingerprint", "finding_event", "audit_event", "finding_counter"];
    const before = await Promise.all(tables.map(rowsOf));
    const outer = deps.withOrganization(async () => {
      await publishScan(deps, { ...testRun(many(5)), scanId: task.scanId, fence: task.attempt });
      throw new Error("outer failure");
    });
    await expect(outer).rejects.toThrow("outer failure");
    expect(await Promise.all(tables.map(rowsOf))).toEqual(before);
    const { rows } = await test.owner.query("SELECT state FROM scan WHERE id = $1", [task.scanId]);
    expect(rows).toEqual([{ state: "preparing" }]);
  });

  it("shows nothing to another organization", async () => {
    const { scanId } = await publishTestScan(deps, 1, many(3));
    const other = (await createTestProject(test.database, { slug: "other" })).as("owner");
    const everything = FindingFilters.parse({ dependency: "shown" });
    expect((await listFindings(other, { ...scope, filters: everything, sort: "severity", limit: 50 })).items).toEqual(
      [],
    );
    await expect(getFinding(other, { ...scope, number: 1 })).rejects.toMatchObject({ code: "finding.not-found" });
    const foreign = { ...testRun([]), scanId, fence: 1 };
    await expect(publishScan(other, foreign)).rejects.toMatchObject({ code: "scan.not-found" });
  });

  it("needs the same number of statements for a thousand more findings, whatever is there", async () => {
    const counts: number[] = [];
    for (const [index, size] of [1000, 2000, 3000].entries()) {
      const { task } = await startTestScan(deps, 1, index === 0 ? "solhint" : index === 1 ? "redoubt" : "forge-lint");
      const counted = countStatements(deps);
      await publishScan(counted.deps, { ...testRun(many(size)), scanId: task.scanId, fence: task.attempt });
      counts.push(counted.count());
    }
    const [one = 0, two = 0, three = 0] = counts;
    expect(two - one).toBe(three - two);
    // Findings, places, fingerprints, events, and the look-up of fingerprints.
    expect(two - one).toBeLessThanOrEqual(5);
    expect(one).toBeLessThanOrEqual(30);
  });
});
