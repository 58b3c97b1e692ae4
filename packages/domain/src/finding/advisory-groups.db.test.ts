import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { storeTestAdvisories } from "../advisory/testing.ts";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision, type TestRevision } from "../source/testing.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { expectCountersToEqualRecount, publishTestScan, testResult } from "./testing.ts";
import { listPairs } from "./use-cases/list-pairs.ts";

const scope = { organization: "x", project: "x" };
const DUMP = [
  { id: "GHSA-aaaa-bbbb-cccc", aliases: ["CVE-2026-0001"], name: "lodash" },
  { id: "PYSEC-2026-1", aliases: ["CVE-2026-0002"], ecosystem: "PyPI" as const, name: "flask-login" },
  { id: "GHSA-dddd-eeee-ffff", aliases: ["CVE-2026-0002"], ecosystem: "PyPI" as const, name: "flask-login" },
];
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

type Tool = "solhint" | "redoubt" | "forge-lint";

function hit(tool: Tool, id: string, purl: string, over: Partial<NormalizedFinding> = {}): NormalizedFinding {
  const { startLine: _start, endLine: _end, ...plain } = testResult({ scanner: tool, detector: id, title: id });
  return { ...plain, advisories: [id], package: purl, path: "package-lock.json", ...over };
}

const publish = async (tool: Tool, revision: number, results: NormalizedFinding[]) =>
  (await publishTestScan(deps, revision, results, { scanner: tool, detectors: ["*"] })).stats;

async function findings(): Promise<string[]> {
  const { rows } = await test.owner.query(
    `SELECT number, state, scanner, also_by, advisories FROM finding WHERE project_id = $1 ORDER BY number`,
    [deps.projectId],
  );
  return rows.map(
    (row) => `F-${row.number} ${row.state} ${[row.scanner, ...row.also_by].join("+")}: ${row.advisories.join(" ")}`,
  );
}

describe("one advisory under several names", () => {
  it("is one finding of two tools that name it differently, when a dump says that it is one", async () => {
    await storeTestAdvisories(project.organization.system, DUMP);
    await publish("solhint", 1, [hit("solhint", "CVE-2026-0001", "pkg:npm/lodash@4.17.20")]);
    const stats = await publish("redoubt", 1, [hit("redoubt", "GHSA-aaaa-bbbb-cccc", "pkg:npm/lodash@4.17.20")]);
    expect(stats).toMatchObject({ results: 1, in: 0, unchanged: 1 });
    expect(await findings()).toEqual(["F-1 new solhint+redoubt: CVE-2026-0001 GHSA-aaaa-bbbb-cccc"]);
  });

  it("is two without one, and where the dump of another organization says so", async () => {
    const other = await createTestProject(test.database);
    await storeTestAdvisories(other.organization.system, DUMP);
    await publish("solhint", 1, [hit("solhint", "CVE-2026-0001", "pkg:npm/lodash@4.17.20")]);
    await publish("redoubt", 1, [hit("redoubt", "GHSA-aaaa-bbbb-cccc", "pkg:npm/lodash@4.17.20")]);
    expect(await findings()).toEqual(["F-1 new solhint: CVE-2026-0001", "F-2 new redoubt: GHSA-aaaa-bbbb-cccc"]);
  });

  it("stays one when the dump comes later, and a tool changes the name that it uses", async () => {
    await publish("solhint", 1, [hit("solhint", "CVE-2026-0001", "pkg:npm/lodash@4.17.20")]);
    await storeTestAdvisories(project.organization.system, DUMP);
    const second = await addTestRevision(deps, first.sourceId, { depth: 2 });
    const stats = await publish("solhint", second.number, [
      hit("solhint", "GHSA-aaaa-bbbb-cccc", "pkg:npm/lodash@4.17.21"),
    ]);
    expect(stats).toMatchObject({ in: 0, closed: 0 });
    expect(await findings()).toEqual(["F-1 new solhint: CVE-2026-0001"]);
  });

  it("is one finding of a tool that reports it twice, as severe as the worst, over every scan", async () => {
    await storeTestAdvisories(project.organization.system, DUMP);
    const results = [
      hit("solhint", "PYSEC-2026-1", "pkg:pypi/flask-login@1.0.0", { severity: "low", path: "uv.lock" }),
      hit("solhint", "GHSA-dddd-eeee-ffff", "pkg:pypi/flask-login@1.0.0", { severity: "high", path: "uv.lock" }),
      // Another version, and another file, are other components.
      hit("solhint", "CVE-2026-0002", "pkg:pypi/flask-login@2.0.0", { path: "uv.lock" }),
      hit("solhint", "CVE-2026-0002", "pkg:pypi/flask-login@1.0.0", { path: "tools/uv.lock" }),
    ];
    expect(await publish("solhint", 1, results)).toMatchObject({ results: 4, in: 3, folded: 1 });
    const { rows } = await test.owner.query(
      "SELECT severity FROM finding WHERE project_id = $1 AND path = 'uv.lock' AND package LIKE '%@1.0.0'",
      [deps.projectId],
    );
    expect(rows).toEqual([{ severity: "high" }]);
    const second = await addTestRevision(deps, first.sourceId, { depth: 2 });
    expect(await publish("solhint", second.number, results.toReversed())).toMatchObject({
      ...{ results: 4, in: 0, folded: 1, unchanged: 3, closed: 0 },
    });
    // One of its names is enough to stay, and none to be resolved.
    const third = await addTestRevision(deps, first.sourceId, { depth: 3 });
    expect(await publish("solhint", third.number, results.slice(1))).toMatchObject({ in: 0, folded: 0, closed: 0 });
    const fourth = await addTestRevision(deps, first.sourceId, { depth: 4 });
    expect(await publish("solhint", fourth.number, results.slice(2))).toMatchObject({ in: 0, closed: 1 });
  });

  it("stays as many findings of a tool as there were before it was known to be one, each under its own name", async () => {
    const both = [
      hit("solhint", "PYSEC-2026-1", "pkg:pypi/flask-login@1.0.0"),
      hit("solhint", "GHSA-dddd-eeee-ffff", "pkg:pypi/flask-login@1.0.0"),
    ];
    expect(await publish("solhint", 1, both)).toMatchObject({ in: 2 });
    await storeTestAdvisories(project.organization.system, DUMP);
    for (const [depth, results] of [
      [2, both],
      [3, both.toReversed()],
    ] as const) {
      const { number } = await addTestRevision(deps, first.sourceId, { depth });
      expect(await publish("solhint", number, results)).toMatchObject({ in: 0, folded: 0, closed: 0, unchanged: 2 });
    }
    expect(await findings()).toEqual(["F-1 new solhint: PYSEC-2026-1", "F-2 new solhint: GHSA-dddd-eeee-ffff"]);
  });

  it("is suggested to be one where two tools had each made a finding of it", async () => {
    await publish("solhint", 1, [hit("solhint", "CVE-2026-0001", "pkg:npm/lodash@4.17.20")]);
    await publish("redoubt", 1, [hit("redoubt", "GHSA-aaaa-bbbb-cccc", "pkg:npm/lodash@4.17.20")]);
    await storeTestAdvisories(project.organization.system, DUMP);
    await publish("redoubt", 1, [hit("redoubt", "GHSA-aaaa-bbbb-cccc", "pkg:npm/lodash@4.17.20")]);
    const pairs = (await listPairs(deps, { ...scope, limit: 50 })).items;
    expect(pairs.map(({ first: a, second: b }) => [a.number, b.number])).toEqual([[1, 2]]);
    expect((await findings()).length).toBe(2);
  });

  it("takes no finding away from another version of its component", async () => {
    await publish("solhint", 1, [
      hit("solhint", "PYSEC-2026-1", "pkg:pypi/flask-login@1.0.0"),
      hit("solhint", "GHSA-dddd-eeee-ffff", "pkg:pypi/flask-login@2.0.0"),
    ]);
    await storeTestAdvisories(project.organization.system, DUMP);
    const second = await addTestRevision(deps, first.sourceId, { depth: 2 });
    const stats = await publish("solhint", second.number, [
      hit("solhint", "GHSA-dddd-eeee-ffff", "pkg:pypi/flask-login@2.0.0"),
      hit("solhint", "PYSEC-2026-1", "pkg:pypi/flask-login@1.0.0"),
    ]);
    expect(stats).toMatchObject({ in: 0, closed: 0, folded: 0, unchanged: 2 });
  });
});
