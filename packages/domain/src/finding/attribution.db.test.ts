import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { addTestRevision, createTestRevision, type TestRevision } from "../source/testing.ts";
import { FindingFilters } from "./filters.ts";
import type { NormalizedFinding } from "./normalized.ts";
import { expectCountersToEqualRecount, publishTestScan, testResult } from "./testing.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { decidePair } from "./use-cases/decide-pair.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { countPairs, listPairs } from "./use-cases/list-pairs.ts";
import { listFindings } from "./use-cases/list-findings.ts";
import { splitFinding } from "./use-cases/split-finding.ts";
import { undoDecision } from "./use-cases/undo-decision.ts";
import { undoPair } from "./use-cases/undo-pair.ts";

const scope = { organization: "x", project: "x" };
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
const CHECK: Readonly<Record<Tool, string>> = {
  solhint: "check-send-result",
  redoubt: "unchecked-send",
  "forge-lint": "erc20",
};

/** What a tool reports of a statement: its own fingerprint, and the one that all tools share. */
function hit(tool: Tool, statement: string, over: Partial<NormalizedFinding> = {}): NormalizedFinding {
  return testResult({
    ...{
      scanner: tool,
      detector: CHECK[tool],
      title: `${tool} about ${statement}`,
      container: "Vault",
      callable: "pay",
    },
    fingerprints: [
      { algorithm: "context", version: 1, value: `${tool} ${statement}` },
      { algorithm: "any/weakness", version: 1, value: `CWE-252 ${statement}` },
    ],
    ...over,
  });
}

const publish = (tool: Tool, revision: number, results: NormalizedFinding[]) =>
  publishTestScan(deps, revision, results, { scanner: tool, detectors: Object.values(CHECK) });

const next = async (depth: number) => (await addTestRevision(deps, first.sourceId, { depth })).number;

async function all(filters: object = {}): Promise<string[]> {
  const page = await listFindings(deps, {
    ...scope,
    ...{ filters: FindingFilters.parse(filters), sort: "number", limit: 100 },
  });
  return page.items.toReversed().map((each) => {
    const tools = [each.scanner, ...each.alsoBy].join("+");
    return `F-${each.number} ${each.state} ${tools}`;
  });
}
const get = (number: number) => getFinding(deps, { ...scope, number });
const pairs = async () =>
  (await listPairs(deps, { ...scope, limit: 50 })).items.map(
    ({ first: a, second: b, why }) => `F-${a.number} F-${b.number}: ${why}`,
  );

describe("two tools that report one weakness", () => {
  it("make one finding that names both, with what each says and why it is the same", async () => {
    await publish("solhint", 1, [hit("solhint", "a"), hit("solhint", "b", { startLine: 200, endLine: 200 })]);
    const { stats } = await publish("redoubt", 1, [hit("redoubt", "a", { startLine: 12, endLine: 12 })]);
    expect(stats).toMatchObject({ in: 0, unchanged: 1 });
    expect(await all()).toEqual(["F-1 new solhint+redoubt", "F-2 new solhint"]);
    expect(await all({ scanner: ["redoubt"] })).toEqual(["F-1 new solhint+redoubt"]);
    const detail = await get(1);
    expect(detail).toMatchObject({ title: "solhint about a", startLine: 10, suggestions: [] });
    expect(detail.attributions).toMatchObject([
      {
        ...{ scanner: "redoubt", detector: "unchecked-send", title: "redoubt about a" },
        why: "Solhint reports the same class of weakness in the same statement.",
      },
    ]);
    expect(detail.history.map(({ kind, to }) => `${kind} ${to}`)).toEqual(["transition new", "attributed redoubt"]);
  });

  it("write nothing when they look again and see the same", async () => {
    await publish("solhint", 1, [hit("solhint", "a")]);
    await publish("redoubt", 1, [hit("redoubt", "a", { startLine: 12 })]);
    const before = await versions();
    await publish("redoubt", 1, [hit("redoubt", "a", { startLine: 12 })]);
    await publish("solhint", 1, [hit("solhint", "a")]);
    expect(await versions()).toEqual(before);
  });

  it("close it when both no longer see it, each for itself, and bring it back alone", async () => {
    await publish("solhint", 1, [hit("solhint", "a")]);
    await publish("redoubt", 1, [hit("redoubt", "a")]);
    const second = await next(2);
    expect((await publish("solhint", second, [])).stats).toMatchObject({ closed: 0 });
    expect(await all()).toEqual(["F-1 new solhint+redoubt"]);
    const places = (await get(1)).occurrences.map(({ scanner, present }) => `${scanner} ${present}`);
    expect(places).toEqual(["redoubt true", "solhint false"]);
    expect((await publish("redoubt", second, [])).stats).toMatchObject({ closed: 1 });
    expect(await all()).toEqual(["F-1 resolved solhint+redoubt"]);
    const third = await next(3);
    expect((await publish("redoubt", third, [hit("redoubt", "a")])).stats).toMatchObject({ reopened: 1, in: 0 });
    expect(await all()).toEqual(["F-1 regressed solhint+redoubt"]);
  });

  it("close it by the check that each has, and not by the name that the other gives it", async () => {
    await publish("solhint", 1, [hit("solhint", "a")]);
    await publish("redoubt", 1, [hit("redoubt", "a")]);
    const second = await next(2);
    await publish("solhint", second, []);
    await publishTestScan(deps, second, [], { scanner: "redoubt", detectors: ["unchecked-send"] });
    expect(await all()).toEqual(["F-1 resolved solhint+redoubt"]);
  });

  it("share the decision on it", async () => {
    await publish("solhint", 1, [hit("solhint", "a")]);
    await decideFinding(deps, {
      ...{ ...scope, findings: [{ number: 1, rowVersion: 1 }] },
      decision: { command: "dismiss", reason: "by-design", comment: "meant" },
    });
    expect((await publish("redoubt", 1, [hit("redoubt", "a")])).stats).toMatchObject({ in: 0 });
    expect(await all()).toEqual(["F-1 dismissed solhint+redoubt"]);
  });

  it.each<[string, Partial<NormalizedFinding>]>([
    ["in another file", { path: "src/Other.sol" }],
    ["that the code asks to look away from", { suppressed: { by: "in-code" } }],
    ["that is worse than the finding", { severity: "high" }],
  ])("make two of a result %s", async (_words, over) => {
    await publish("solhint", 1, [hit("solhint", "a")]);
    await publish("redoubt", 1, [hit("redoubt", "a", over)]);
    expect(await all()).toHaveLength(2);
  });

  it("make two, with a suggestion, where either has two of the kind", async () => {
    await publish("solhint", 1, [hit("solhint", "a")]);
    const twice = [
      hit("redoubt", "a"),
      hit("redoubt", "a", {
        detector: "other-check",
        fingerprints: [
          ...hit("redoubt", "a").fingerprints.slice(1),
          { algorithm: "context", version: 1, value: "other" },
        ],
      }),
    ];
    expect((await publish("redoubt", 1, twice)).stats).toMatchObject({ in: 2, suggested: 2 });
    expect(await pairs()).toHaveLength(2);
  });

  it("make two again when a person splits them, for ever, also after a third tool came", async () => {
    await publish("solhint", 1, [hit("solhint", "a")]);
    await publish("redoubt", 1, [hit("redoubt", "a")]);
    expect(await splitFinding(deps, { ...scope, number: 1, scanner: "redoubt" })).toEqual({ number: 2 });
    expect(await all()).toEqual(["F-1 new solhint", "F-2 new redoubt"]);
    expect(await get(2)).toMatchObject({ title: "redoubt about a", detector: "unchecked-send", path: "src/Vault.sol" });
    expect((await get(1)).occurrences.map(({ scanner }) => scanner)).toEqual(["solhint"]);
    const second = await next(2);
    await publish("solhint", second, [hit("solhint", "a")]);
    await publish("redoubt", second, [hit("redoubt", "a")]);
    expect(await all()).toEqual(["F-1 new solhint", "F-2 new redoubt"]);
    // Its own fingerprint is gone, so that only the shared one would lead back.
    const edited = hit("redoubt", "a", {
      startLine: 900,
      callable: "other",
      fingerprints: hit("redoubt", "a").fingerprints.slice(1),
    });
    await publish("redoubt", await next(3), [edited]);
    expect((await all()).map((each) => each.split(" ")[2])).toEqual(["solhint", "redoubt", "redoubt"]);
    await publish("forge-lint", 1, [hit("forge-lint", "a")]);
    expect((await all()).at(-1)).toBe("F-4 new forge-lint");
  });

  it("split off a restricted one as restricted, and name no attribution that is not there", async () => {
    await publish("solhint", 1, [hit("solhint", "a")]);
    await publish("redoubt", 1, [hit("redoubt", "a")]);
    await test.owner.query("UPDATE finding SET restricted = true WHERE organization_id = $1", [deps.organizationId]);
    await splitFinding(deps, { ...scope, number: 1, scanner: "redoubt" });
    expect((await get(2)).restricted).toBe(true);
    const developer = project.as("developer");
    const split = (as: ProjectDeps, scanner: string) => splitFinding(as, { ...scope, number: 1, scanner });
    await expect(split(developer, "redoubt")).rejects.toMatchObject({ code: "finding.not-found" });
    await expect(split(deps, "solhint")).rejects.toMatchObject({ code: "finding.no-attribution" });
    const other = (await createTestProject(test.database)).as("owner");
    await expect(split(other, "redoubt")).rejects.toMatchObject({ code: "finding.not-found" });
  });
});

describe("secrets and advisories", () => {
  const bare: Partial<NormalizedFinding> = { fingerprints: [], classes: { cwe: [], swc: [], scwe: [] } };
  const vulnerable = (tool: Tool, over: Partial<NormalizedFinding>) =>
    testResult({
      ...{ ...bare, scanner: tool, detector: `${tool}/x`, package: "pkg:npm/ladle@1.0.0", advisories: ["CVE-2026-1"] },
      fingerprints: [{ algorithm: "tool/x", version: 1, value: tool }],
      ...over,
    });

  it("are one for all tools: the same advisory of one package in one tree, however its place is called", async () => {
    await publish("solhint", 1, [vulnerable("solhint", { path: "package-lock.json", severity: "low" })]);
    const over = { path: "node_modules/ladle", severity: "critical", advisories: ["GHSA-1", "CVE-2026-1"] } as const;
    await publish("redoubt", 1, [vulnerable("redoubt", { ...over, advisories: [...over.advisories] })]);
    expect(await all()).toEqual(["F-1 new solhint+redoubt"]);
    // What names only the other id belongs to the group since.
    await publish("forge-lint", 1, [vulnerable("forge-lint", { path: "package-lock.json", advisories: ["GHSA-1"] })]);
    expect(await all()).toEqual(["F-1 new solhint+redoubt+forge-lint"]);
  });

  it("are two in two trees, and for two versions", async () => {
    await publish("solhint", 1, [vulnerable("solhint", { path: "package-lock.json" })]);
    await publish("redoubt", 1, [vulnerable("redoubt", { path: "docs/package-lock.json" })]);
    await publish("forge-lint", 1, [
      vulnerable("forge-lint", { package: "pkg:npm/ladle@2.0.0", path: "package-lock.json" }),
    ]);
    expect(await all()).toHaveLength(3);
  });

  it("are one where two tools have found a secret in one file", async () => {
    const secret = (tool: Tool, path: string) =>
      testResult({
        ...{ ...bare, scanner: tool, detector: `${tool}/key`, path, tags: ["secret"] },
        fingerprints: [{ algorithm: "secret", version: 1, value: "keyed" }],
      });
    await publish("solhint", 1, [secret("solhint", ".env")]);
    await publish("redoubt", 1, [secret("redoubt", ".env"), secret("redoubt", "copy.env")]);
    expect(await all()).toEqual(["F-1 new solhint+redoubt", "F-2 new redoubt"]);
  });
});

describe("pairs that may be one", () => {
  const weak = (tool: Tool, line: number): NormalizedFinding =>
    hit(tool, `${tool} ${line}`, {
      ...{ startLine: line, endLine: line },
      fingerprints: [
        { algorithm: "context", version: 1, value: `${tool} ${line}` },
        { algorithm: "any/function", version: 1, value: "CWE-252 pay" },
      ],
    });
  beforeEach(async () => {
    await publish("solhint", 1, [weak("solhint", 10)]);
    await publish("redoubt", 1, [weak("redoubt", 90)]);
  });

  it("are listed with the reason until a person says, and stand on both findings", async () => {
    expect(await all()).toEqual(["F-1 new solhint", "F-2 new redoubt"]);
    expect(await pairs()).toEqual([
      "F-1 F-2: Solhint reports the same class of weakness in the same function, and more than that would be a guess.",
    ]);
    expect(await countPairs(deps)).toBe(1);
    expect((await get(1)).suggestions).toMatchObject([{ number: 2 }]);
    expect((await get(2)).suggestions).toMatchObject([{ number: 1 }]);
  });

  it("become one by one deed, live as long as either is seen, and are two again by undo", async () => {
    expect(await decidePair(deps, { ...scope, numbers: [1, 2], verdict: "same" })).toEqual({ kept: 1 });
    expect(await all()).toEqual(["F-1 new solhint", "F-2 duplicate redoubt"]);
    expect(await pairs()).toEqual([]);
    const second = await next(2);
    await publish("solhint", second, []);
    expect(await all()).toEqual(["F-1 new solhint", "F-2 duplicate redoubt"]);
    await publish("redoubt", second, []);
    expect(await all()).toEqual(["F-1 resolved solhint", "F-2 duplicate redoubt"]);
    await publish("redoubt", await next(3), [weak("redoubt", 90)]);
    expect(await all()).toEqual(["F-1 regressed solhint", "F-2 duplicate redoubt"]);
    await undoPair(deps, { ...scope, numbers: [2, 1] });
    expect(await all()).toEqual(["F-1 regressed solhint", "F-2 new redoubt"]);
    expect(await pairs()).toHaveLength(1);
  });

  it("stay apart when a person says so, whatever later runs see, and may be one again by undo", async () => {
    await decidePair(deps, { ...scope, numbers: [1, 2], verdict: "apart" });
    expect(await pairs()).toEqual([]);
    await publish("redoubt", await next(2), [weak("redoubt", 95)]);
    expect(await pairs()).toEqual([]);
    expect((await get(1)).history.at(-1)).toMatchObject({ kind: "apart", to: "F-2" });
    await undoPair(deps, { ...scope, numbers: [1, 2] });
    expect(await pairs()).toHaveLength(1);
    const undo = () => undoPair(deps, { ...scope, numbers: [1, 2] });
    await expect(undo()).rejects.toMatchObject({ code: "finding.nothing-to-undo" });
  });

  it("are remembered too where people mark and unmark duplicates themselves", async () => {
    const decide = async (number: number, decision: Parameters<typeof decideFinding>[1]["decision"]) => {
      const { rowVersion } = await get(number);
      await decideFinding(deps, { ...scope, findings: [{ number, rowVersion }], decision });
    };
    await decide(2, { command: "duplicate", of: 1 });
    expect(await pairs()).toEqual([]);
    await decide(2, { command: "split" });
    expect(await pairs()).toEqual([]);
    await undoDecision(deps, { ...scope, number: 2 });
    expect(await all()).toEqual(["F-1 new solhint", "F-2 duplicate redoubt"]);
    await undoDecision(deps, { ...scope, number: 2 });
    expect(await pairs()).toHaveLength(1);
  });

  it("keep the worse of the two, and hide nobody's finding from those who may not see both", async () => {
    await test.owner.query(
      "UPDATE finding SET severity = 'high', severity_rank = 1 WHERE number = 2 AND organization_id = $1",
      [deps.organizationId],
    );
    await test.owner.query("UPDATE finding SET restricted = true WHERE number = 1 AND organization_id = $1", [
      deps.organizationId,
    ]);
    const developer = project.as("developer");
    expect(await countPairs(developer)).toBe(0);
    expect((await getFinding(developer, { ...scope, number: 2 })).suggestions).toEqual([]);
    const same = { ...scope, numbers: [1, 2] as [number, number], verdict: "same" as const };
    await expect(decidePair(developer, same)).rejects.toMatchObject({ code: "finding.not-found" });
    expect(await decidePair(deps, same)).toEqual({ kept: 2 });
    const self = { ...scope, numbers: [1, 1] as [number, number], verdict: "apart" as const };
    await expect(decidePair(deps, self)).rejects.toMatchObject({ code: "finding.duplicate-of-itself" });
  });
});

async function versions(): Promise<unknown[]> {
  const { rows } = await test.owner.query(
    `SELECT f.number, f.row_version, f.updated_at, f.start_line, f.xmin::text, (SELECT count(*)::int FROM occurrence o WHERE o.finding_id = f.id) AS places,
      (SELECT count(*)::int FROM finding_event e WHERE e.finding_id = f.id) AS events FROM finding f WHERE f.organization_id = $1 ORDER BY 1`,
    [deps.organizationId],
  );
  return rows;
}
