import { countStatements, createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { createTestRevision } from "../source/testing.ts";
import { FindingFilters, type FindingGroup, type GroupFindings, type GroupKey, MOST_COUNTED } from "./filters.ts";
import { SEVERITIES } from "./vocabulary.ts";
import { publishTestScan, testResult } from "./testing.ts";
import { assignFinding } from "./use-cases/assign-finding.ts";
import { countFindings } from "./use-cases/count-findings.ts";
import { countLists } from "./use-cases/count-lists.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { groupFindings, groupOrganizationFindings } from "./use-cases/group-findings.ts";
import { listFindings } from "./use-cases/list-findings.ts";
import { recordFinding } from "./use-cases/record-finding.ts";
import { rereadFindings } from "./use-cases/reread-findings.ts";
import { suggestOrganizationValues, suggestValues } from "./use-cases/suggest-values.ts";
import { undoDecision } from "./use-cases/undo-decision.ts";
import { visitFindings } from "./use-cases/visit-findings.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
let project: TestProject;
let foreign: TestProject;
let lead: ProjectDeps;

const OPEN = FindingFilters.parse({ state: ["open"] });

/** 40 results of two tools in four files and three functions, one by hand, one restricted, one in code of others. */
beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
  project = await createTestProject(test.database);
  foreign = await createTestProject(test.database);
  lead = project.as("security-lead");
  await createTestRevision(lead, { depth: 1 });
  const results = Array.from({ length: 40 }, (_each, at) =>
    testResult({
      key: `k${at}`,
      title: `Weakness ${at}`,
      detector: `check-${at % 4}`,
      severity: SEVERITIES[1 + (at % 4)] ?? "info",
      path: at === 39 ? "lib/other/Token.sol" : `src/${at % 2 === 0 ? "vault" : "oracle"}/File${at % 4}.sol`,
      container: `Contract${at % 4}`,
      ...(at % 3 === 0 ? {} : { callable: `call${at % 3}` }),
      startLine: at + 1,
      dependency: at === 39,
      classes: { cwe: [at % 2 === 0 ? "CWE-252" : "CWE-841"], swc: [], scwe: [] },
    }),
  );
  await publishTestScan(lead, 1, results);
  await recordFinding(lead, { ...scope, title: "By hand", description: "x", severity: "critical", confidence: "high" });
  await test.owner.query("UPDATE finding SET restricted = true WHERE number = 5 AND project_id = $1", [
    project.projectId,
  ]);
  await createTestRevision(foreign.as("owner"), { depth: 1 });
  await publishTestScan(foreign.as("owner"), 1, [
    testResult({ key: "f", detector: "foreign-check", path: "src/foreign.sol" }),
  ]);
});
afterAll(() => test.drop());

type By = GroupFindings["by"];

async function groupsOf(by: By, limit: number, filters = OPEN, deps = lead): Promise<FindingGroup[]> {
  const all: FindingGroup[] = [];
  let cursor: string | null | undefined;
  do {
    const page: Awaited<ReturnType<typeof groupFindings>> = await groupFindings(deps, {
      ...{ ...scope, filters, by, limit },
      ...(cursor == null ? {} : { cursor }),
    });
    if (by === "file" || by === "function") expect(page.groups.length).toBeLessThanOrEqual(limit);
    all.push(...page.groups);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}

async function rowsOf(group: GroupKey, limit = 200, filters = OPEN, deps = lead): Promise<number[]> {
  const all: number[] = [];
  let cursor: string | null | undefined;
  do {
    const page: Awaited<ReturnType<typeof listFindings>> = await listFindings(deps, {
      ...{ ...scope, filters, group, sort: "severity", limit },
      ...(cursor == null ? {} : { cursor }),
    });
    all.push(...page.items.map(({ number }) => number));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}

const sum = (groups: readonly FindingGroup[]) => groups.reduce((total, { count }) => total + count, 0);

describe("groups", () => {
  it.each<By>(["severity", "detector", "file", "function"])(
    "by %s hold every finding of the list once, with counts that are theirs, in pages of any size",
    async (by) => {
      const groups = await groupsOf(by, 200);
      expect(sum(groups)).toBe(40);
      const rows: number[] = [];
      for (const { key, count } of groups) {
        const own = await rowsOf(key, 3);
        expect(own, JSON.stringify(key)).toHaveLength(count);
        rows.push(...own);
      }
      expect(new Set(rows).size).toBe(40);
      for (const limit of [1, 2, 3, 7]) expect(await groupsOf(by, limit)).toEqual(groups);
    },
  );

  it("of checks and severities are worst first, of files in the order of the tree", async () => {
    const checks = await groupsOf("detector", 50);
    expect(checks.map(({ key }) => (key.by === "detector" ? key.detector : ""))).toEqual([
      ...["check-0", "check-1", "check-2", "check-3"],
      null,
    ]);
    expect(checks.map(({ worst }) => worst)).toEqual(["high", "medium", "low", "info", "critical"]);
    const severities = await groupsOf("severity", 50);
    expect(severities.map(({ worst, count }) => [worst, count])).toEqual([
      ...[
        ["critical", 1],
        ["high", 10],
        ["medium", 10],
      ],
      ...[
        ["low", 10],
        ["info", 9],
      ],
    ]);
    const files = await groupsOf("file", 50);
    expect(files.map(({ key }) => (key.by === "file" ? key.path : ""))).toEqual([
      ...["src/oracle/File1.sol", "src/oracle/File3.sol", "src/vault/File0.sol", "src/vault/File2.sol"],
      null,
    ]);
  });

  it("follow the filters and what the reader may see", async () => {
    expect(sum(await groupsOf("file", 50, FindingFilters.parse({ state: ["open"], dependency: "only" })))).toBe(1);
    expect(sum(await groupsOf("detector", 50, FindingFilters.parse({ severity: ["high"] })))).toBe(10);
    expect(await groupsOf("function", 50, FindingFilters.parse({ state: ["dismissed"] }))).toEqual([]);
    for (const by of ["severity", "detector", "file", "function"] as const) {
      expect(sum(await groupsOf(by, 50, OPEN, project.as("developer"))), by).toBe(39);
    }
    expect(await groupsOf("file", 50, OPEN, foreign.as("owner"))).toMatchObject([{ key: { path: "src/foreign.sol" } }]);
  });

  it("by project list every project with its findings", async () => {
    const page = await groupOrganizationFindings(lead, { organization: "x", filters: OPEN, by: "project", limit: 5 });
    expect(page.groups).toEqual([
      { key: { by: "project", project: project.slug }, worst: "critical", count: 40, more: false },
    ]);
  });

  it("refuse a cursor of another grouping", async () => {
    const { nextCursor } = await groupFindings(lead, { ...scope, filters: OPEN, by: "function", limit: 1 });
    for (const cursor of [nextCursor ?? "", "x"]) {
      const crossed = groupFindings(lead, { ...scope, filters: OPEN, by: "file", limit: 1, cursor });
      await expect(crossed).rejects.toMatchObject({ code: "finding.bad-cursor" });
    }
  });

  it("stop counting", async () => {
    const large = await createTestProject(test.database, { slug: "large", organization: project.organization });
    await insertMany(large, 1, 1200, () => ({ detector: "many", path: "src/Many.sol" }));
    const [many] = await groupsOf("detector", 50, OPEN, large.as("owner"));
    expect(many).toMatchObject({ count: MOST_COUNTED, more: true });
    expect(await rowsOf({ by: "file", path: "src/Many.sol" }, 200, OPEN, large.as("owner"))).toHaveLength(1200);
    const counts = await countLists(large.as("owner"), { ...scope, lists: [OPEN, { ...OPEN, severity: ["high"] }] });
    expect(counts).toEqual([
      { count: 99, more: true },
      { count: 0, more: false },
    ]);
  });
});

interface Inserted {
  readonly detector: string;
  readonly path: string;
  readonly rank?: number;
}

async function insertMany(into: TestProject, from: number, count: number, make: (at: number) => Inserted) {
  const rows = Array.from({ length: count }, (_each, at) => ({ rank: 4, ...make(from + at), number: from + at }));
  await test.owner.query(
    `INSERT INTO finding (organization_id, id, project_id, number, title, description, severity, severity_rank, confidence,
       state, origin, scanner, detector, path)
     SELECT $1, gen_random_uuid(), $2, r.number, 'Finding ' || r.number, '', (ARRAY['critical','high','medium','low','info'])[r.rank + 1],
       r.rank, 'low', 'new', 'scanner', 'tool', r.detector, r.path
     FROM json_to_recordset($3) AS r(number int, rank int, detector text, path text)`,
    [into.organization.organizationId, into.projectId, JSON.stringify(rows)],
  );
}

describe("pages of groups and of their rows while others write", () => {
  it("neither skip nor repeat what was there before", async () => {
    let made = 0;
    const row = fc.record({
      detector: fc.constantFrom("a", "b", "c"),
      path: fc.constantFrom("src/A.sol", "src/B.sol", "src/a/C.sol", "src/a b/D.sol", "src/a.b/E.sol"),
      rank: fc.integer({ min: 0, max: 4 }),
    });
    const run = fc.record({
      there: fc.array(row, { minLength: 1, maxLength: 25 }),
      come: fc.array(fc.array(row, { maxLength: 3 }), { maxLength: 12 }),
      by: fc.constantFrom<By>("severity", "detector", "file", "function"),
      limit: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ there, come, by, limit }) => {
        made += 1;
        const own = await createTestProject(test.database, { slug: `p${made}`, organization: project.organization });
        const deps = own.as("owner");
        await insertMany(own, 1, there.length, (at) => there[at - 1] ?? { detector: "", path: "" });
        let next = there.length + 1;
        const waves = [...come];
        const others = async () => {
          const wave = waves.shift() ?? [];
          const from = next;
          if (wave.length > 0)
            await insertMany(own, from, wave.length, (at) => wave[at - from] ?? { detector: "", path: "" });
          next += wave.length;
        };
        const seen: number[] = [];
        const keys: string[] = [];
        let groupCursor: string | null | undefined;
        do {
          const page: Awaited<ReturnType<typeof groupFindings>> = await groupFindings(deps, {
            ...{ ...scope, filters: OPEN, by, limit },
            ...(groupCursor == null ? {} : { cursor: groupCursor }),
          });
          await others();
          for (const { key } of page.groups) {
            keys.push(JSON.stringify(key));
            let cursor: string | null | undefined;
            do {
              const rows: Awaited<ReturnType<typeof listFindings>> = await listFindings(deps, {
                ...{ ...scope, filters: OPEN, group: key, sort: "severity", limit },
                ...(cursor == null ? {} : { cursor }),
              });
              await others();
              seen.push(...rows.items.map(({ number }) => number));
              cursor = rows.nextCursor;
            } while (cursor !== null);
          }
          groupCursor = page.nextCursor;
        } while (groupCursor !== null);
        const old = seen.filter((number) => number <= there.length);
        expect([...old].sort((a, b) => a - b)).toEqual(there.map((_each, at) => at + 1));
        expect(new Set(seen).size).toBe(seen.length);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 25 },
    );
  });
});

describe("rows that are read again", () => {
  it("come as they are now, and say whether the list still takes them", async () => {
    const { items } = await listFindings(lead, { ...scope, filters: OPEN, sort: "number", limit: 3 });
    // The worst one, recorded by hand, would want a second person.
    const [, first, second] = items;
    const ids = [first, second].map((row) => uuidOf(row?.id ?? ""));
    await decideFinding(lead, {
      ...{ ...scope, findings: [{ number: first?.number ?? 0, rowVersion: 1 }] },
      decision: { command: "dismiss", reason: "by-design", comment: "meant so" },
    });
    const again = await rereadFindings(lead, { ...scope, ids, filters: OPEN });
    const byNumber = new Map(again.map((row) => [row.finding.number, row]));
    expect(byNumber.get(first?.number ?? 0)).toMatchObject({ listed: false, finding: { state: "dismissed" } });
    expect(byNumber.get(second?.number ?? 0)).toMatchObject({ listed: true, finding: { state: "new" } });
    await undoDecision(lead, { ...scope, number: first?.number ?? 0 });
    const taken = await rereadFindings(lead, { ...scope, ids, filters: OPEN });
    expect(taken.map(({ listed }) => listed)).toEqual([true, true]);
  });

  it("are no findings of others, of another project, or hidden from the reader", async () => {
    const { rows } = await test.owner.query("SELECT id FROM finding WHERE project_id = $1 AND number = 5", [
      project.projectId,
    ]);
    const ids = [rows[0].id as string];
    expect(await rereadFindings(lead, { ...scope, ids, filters: OPEN })).toHaveLength(1);
    for (const deps of [project.as("developer"), foreign.as("owner")]) {
      await expect(rereadFindings(deps, { ...scope, ids, filters: OPEN })).rejects.toMatchObject({
        code: "finding.not-found",
      });
    }
  });
});

function uuidOf(typed: string): string {
  return typed.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

describe("filters", () => {
  const count = async (filters: Partial<FindingFilters>, deps = lead): Promise<number> =>
    (await listFindings(deps, { ...scope, filters: { ...OPEN, ...filters }, sort: "severity", limit: 200 })).items
      .length;

  it("take several values, and leave out", async () => {
    const all = await count({});
    expect(await count({ detector: ["check-0", "check-1"] })).toBe(20);
    expect(await count({ path: ["src/vault/"] })).toBe(20);
    expect(await count({ path: ["src/vault/", "src/oracle/File1"] })).toBe(30);
    expect(await count({ cwe: ["CWE-841"] })).toBe(all - 21);
    expect(await count({ not: { severity: ["high"] } })).toBe(all - 10);
    expect(await count({ not: { path: ["src/vault/"] } })).toBe(all - 20);
    expect(await count({ not: { scanner: ["solhint"] } })).toBe(1);
    expect(await count({ not: { state: ["new"] } })).toBe(0);
    expect(await count({ severity: ["high"], not: { severity: ["high"] } })).toBe(0);
    expect(await count({ detector: ["check-0"], not: { cwe: ["CWE-252"] } })).toBe(0);
  });

  it("take days and people", async () => {
    await test.owner.query(
      `UPDATE finding SET due_at = now() + ((number - 10) || ' days')::interval WHERE number BETWEEN 8 AND 20 AND project_id = $1`,
      [project.projectId],
    );
    expect(await count({ due: "overdue" })).toBe(3);
    expect(await count({ due: "week" })).toBe(7);
    expect(await count({ due: "none" })).toBe((await count({})) - 13);
    expect(await count({ due: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10) as "overdue" })).toBe(2);
    const self = project.organization.members["security-lead"].memberId;
    await assignFinding(lead, { ...scope, findings: [{ number: 30, rowVersion: 1 }], assignee: self });
    expect(await count({ assignee: ["me"] })).toBe(1);
    expect(await count({ assignee: ["me"] }, project.as("developer"))).toBe(0);
    expect(await count({ assignee: ["me", "none"] })).toBe(await count({}));
    expect(await count({ not: { assignee: ["me"] } })).toBe((await count({})) - 1);
  });
});

describe("suggestions", () => {
  const suggest = async (key: "scanner" | "detector" | "path" | "cwe" | "ref", typed = "", deps = lead) =>
    suggestValues(deps, { ...scope, key, typed, filters: OPEN });

  it("are values that exist, with how many of the list have them", async () => {
    expect(await suggest("scanner")).toMatchObject([{ value: "solhint", count: { more: false } }]);
    expect((await suggest("detector", "3")).map(({ value }) => value)).toEqual(["check-3"]);
    expect((await suggest("detector", "check-1"))[0]?.count?.count).toBe(10);
    expect((await suggest("cwe")).map(({ value }) => value).sort()).toEqual(["CWE-252", "CWE-841"]);
    expect((await suggest("ref")).map(({ value }) => value)).toEqual(["main"]);
    expect(await suggest("path", "nowhere/")).toEqual([]);
  });

  it("of paths go from folder to folder", async () => {
    expect((await suggest("path")).map(({ value }) => value)).toEqual(["lib/", "src/"]);
    expect((await suggest("path", "src/")).map(({ value }) => value)).toEqual(["src/oracle/", "src/vault/"]);
    expect((await suggest("path", "src/vault/")).map(({ value }) => value)).toEqual([
      ...["src/vault/File0.sol", "src/vault/File2.sol"],
    ]);
    expect((await suggest("path", "src/va")).map(({ value }) => value)).toEqual(["src/vault/"]);
  });

  it("name nothing of other organizations", async () => {
    expect(JSON.stringify(await suggest("detector"))).not.toContain("foreign");
    expect(JSON.stringify(await suggest("path", "src/"))).not.toContain("foreign");
    const everywhere = { organization: "x", key: "detector", typed: "", filters: OPEN } as const;
    expect(JSON.stringify(await suggestOrganizationValues(lead, everywhere))).not.toContain("foreign");
  });
});

describe("visits", () => {
  it("end after a pause, and are each member's own", async () => {
    const developer = project.as("developer");
    expect(await visitFindings(developer)).toEqual({ before: null });
    expect(await visitFindings(developer)).toEqual({ before: null });
    await test.owner.query("UPDATE finding_visit SET at = now() - interval '2 hours'");
    const { before } = await visitFindings(developer);
    expect(before?.getTime()).toBeLessThan(Date.now() - 7_000_000);
    expect(await visitFindings(developer)).toEqual({ before });
    expect(await visitFindings(lead)).toEqual({ before: null });
    expect(await visitFindings(project.system)).toEqual({ before: null });
  });
});

describe("what a screen costs", () => {
  it("is a number of statements that does not grow with the list", async () => {
    const large = await createTestProject(test.database, { slug: "costs", organization: project.organization });
    const costs = async (run: (deps: ProjectDeps) => Promise<unknown>): Promise<number> => {
      const counted = countStatements(large.as("developer"));
      await run(counted.deps);
      return counted.count();
    };
    const list = (limit: number) => (deps: ProjectDeps) =>
      listFindings(deps, { ...scope, filters: OPEN, sort: "severity", limit });
    await insertMany(large, 1, 300, (at) => ({ detector: `d${at % 9}`, path: `src/F${at % 20}.sol` }));
    expect(await costs(list(200))).toBe(1);
    expect(await costs(list(5))).toBe(1);
    const search = (text: string) => (deps: ProjectDeps) =>
      listFindings(deps, { ...scope, filters: { ...OPEN, text }, sort: "severity", limit: 50 });
    expect(await costs(search("nothing of the kind"))).toBeLessThanOrEqual(3);
    expect(await costs((deps) => countFindings(deps, { ...scope, dependency: "folded" }))).toBe(2);
    const group = (by: By) => (deps: ProjectDeps) => groupFindings(deps, { ...scope, filters: OPEN, by, limit: 50 });
    for (const by of ["detector", "file", "function"] as const)
      expect(await costs(group(by)), by).toBeLessThanOrEqual(3);
    expect(await costs(group("severity"))).toBeLessThanOrEqual(6);
    expect(await costs((deps) => getFinding(deps, { ...scope, number: 7, within: null }))).toBeLessThanOrEqual(9);
    const decide = (from: number, count: number) => (deps: ProjectDeps) =>
      decideFinding(deps, {
        ...scope,
        findings: Array.from({ length: count }, (_each, at) => ({ number: from + at, rowVersion: 1 })),
        decision: { command: "confirm" },
      });
    const [ten, forty] = [await costs(decide(1, 10)), await costs(decide(11, 40))];
    expect((forty - ten) / 30).toBeLessThanOrEqual(3);
    expect(ten).toBeLessThanOrEqual(3 * 10 + 12);
  });
});
