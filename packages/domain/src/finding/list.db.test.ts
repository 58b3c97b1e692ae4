import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { createTestRevision } from "../source/testing.ts";
import { FindingFilters, type FindingSort } from "./filters.ts";
import { SEVERITIES } from "./vocabulary.ts";
import { publishTestScan, testResult } from "./testing.ts";
import { changeFindingSettings } from "./use-cases/change-finding-settings.ts";
import { countFindings, countOrganizationFindings } from "./use-cases/count-findings.ts";
import { decideFinding } from "./use-cases/decide-finding.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { listFindings, listOrganizationFindings } from "./use-cases/list-findings.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
let project: TestProject;
let second: TestProject;
let lead: ProjectDeps;

/** 60 findings: severity by number, every tenth in code of others. */
beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
  project = await createTestProject(test.database);
  second = await createTestProject(test.database, { slug: "second", organization: project.organization });
  lead = project.as("security-lead");
  await createTestRevision(lead, { depth: 1 });
  const results = Array.from({ length: 60 }, (_each, at) =>
    testResult({
      key: `k${at}`,
      title: at === 7 ? "Tricky 100%_literal" : `Weakness ${at}`,
      detector: at % 2 === 0 ? "even-check" : "odd-check",
      severity: SEVERITIES[at % 5] ?? "info",
      path: at % 10 === 9 ? "lib/other/Token.sol" : `src/${at < 30 ? "vault" : "oracle"}/File${at}.sol`,
      startLine: at + 1,
      dependency: at % 10 === 9,
    }),
  );
  await publishTestScan(lead, 1, results);
  await createTestRevision(second.as("owner"), { depth: 1 });
  await publishTestScan(second.as("owner"), 1, [testResult({ key: "s", severity: "critical", title: "Second" })]);
  const { owner } = project.organization.members;
  await changeFindingSettings(owner.deps, { organization: "x", secondPersonFrom: null, rowVersion: 0 });
  for (const [number, decision] of [
    [1, { command: "confirm" }],
    [2, { command: "dismiss", reason: "by-design", comment: "x" }],
  ] as const) {
    await decideFinding(lead, { ...scope, findings: [{ number, rowVersion: 1 }], decision });
  }
  await test.owner.query("UPDATE finding SET restricted = true WHERE number IN (3, 4) AND project_id = $1", [
    project.projectId,
  ]);
});
afterAll(() => test.drop());

type Filters = Partial<FindingFilters>;

async function numbers(filters: Filters = {}, deps = lead, sort: FindingSort = "number"): Promise<number[]> {
  const input = { ...scope, filters: FindingFilters.parse({ dependency: "shown", ...filters }), sort, limit: 200 };
  return (await listFindings(deps, input)).items.map(({ number }) => number).sort((a, b) => a - b);
}

async function pageThrough(sort: FindingSort, limit: number, filters: Filters = {}, deps = lead): Promise<number[]> {
  const all: number[] = [];
  let cursor: string | null = null;
  do {
    const input = { ...scope, filters: FindingFilters.parse({ dependency: "shown", ...filters }), sort, limit };
    const page: Awaited<ReturnType<typeof listFindings>> = await listFindings(deps, {
      ...input,
      ...(cursor === null ? {} : { cursor }),
    });
    all.push(...page.items.map(({ number }) => number));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}

describe("filters", () => {
  it("fold code of others unless it is asked for", async () => {
    const folded = await listFindings(lead, {
      ...scope,
      filters: FindingFilters.parse({}),
      sort: "number",
      limit: 200,
    });
    expect(folded.items.some(({ dependency }) => dependency)).toBe(false);
    expect(folded.items).toHaveLength(54);
    expect(await numbers()).toHaveLength(60);
    expect(await numbers({ dependency: "only" })).toEqual([10, 20, 30, 40, 50, 60]);
  });

  it("take states, `open` for the five open ones", async () => {
    expect(await numbers({ state: ["confirmed"] })).toEqual([1]);
    expect(await numbers({ state: ["dismissed"] })).toEqual([2]);
    expect(await numbers({ state: ["open"] })).toHaveLength(59);
    expect(await numbers({ state: ["open", "dismissed"] })).toHaveLength(60);
    expect(await numbers({ state: ["resolved"] })).toEqual([]);
  });

  it("take severities, checks, tools, path and place", async () => {
    expect(await numbers({ severity: ["critical"] })).toEqual([1, 6, 11, 16, 21, 26, 31, 36, 41, 46, 51, 56]);
    expect(await numbers({ severity: ["critical", "info"], detector: ["odd-check"] })).toHaveLength(12);
    expect(await numbers({ detector: ["even-check"] })).toHaveLength(30);
    expect(await numbers({ scanner: ["slither"] })).toEqual([]);
    expect(await numbers({ path: ["src/oracle/"] })).toHaveLength(27);
    expect(await numbers({ ref: "main" })).toHaveLength(60);
    expect(await numbers({ ref: "council" })).toEqual([]);
    expect(await numbers({ assignee: ["none"] })).toHaveLength(60);
    expect(await numbers({ assignee: ["me"] })).toEqual([]);
  });

  it("search text literally, in title, path and check, and by number", async () => {
    expect(await numbers({ text: "100%_lit" })).toEqual([8]);
    expect(await numbers({ text: "%" })).toEqual([8]);
    expect(await numbers({ text: "WEAKNESS 59" })).toEqual([60]);
    expect(await numbers({ text: "Token.sol" })).toEqual([10, 20, 30, 40, 50, 60]);
    expect(await numbers({ text: "odd-ch" })).toHaveLength(30);
    expect(await numbers({ text: "F-12" })).toEqual([12]);
    expect(await numbers({ text: "' OR 1=1 --" })).toEqual([]);
  });
});

describe("pages", () => {
  it.each<[FindingSort, number]>([
    ["severity", 7],
    ["updated", 7],
    ["number", 7],
    ["severity", 1],
  ])("by %s in steps of %i show every finding once and in order", async (sort, limit) => {
    const paged = await pageThrough(sort, limit);
    expect(paged).toEqual(await pageThrough(sort, 200));
    expect(new Set(paged).size).toBe(60);
  });

  it("by severity are worst first, by number newest first, by change last changed first", async () => {
    const worst = await pageThrough("severity", 9);
    expect(worst.slice(0, 13)).toEqual([1, 6, 11, 16, 21, 26, 31, 36, 41, 46, 51, 56, 2]);
    expect((await pageThrough("number", 50))[0]).toBe(60);
    expect((await pageThrough("updated", 50)).slice(0, 2)).toEqual([2, 1]);
  });

  it("refuse a cursor of another order or from elsewhere", async () => {
    const filters = FindingFilters.parse({});
    const { nextCursor } = await listFindings(lead, { ...scope, filters, sort: "severity", limit: 5 });
    for (const cursor of [nextCursor ?? "", "x", Buffer.from('["a",{}]').toString("base64url")]) {
      const foreign = listFindings(lead, { ...scope, filters, sort: "number", limit: 5, cursor });
      await expect(foreign).rejects.toMatchObject({ code: "finding.bad-cursor" });
    }
  });

  it("name neighbours in the list that the reader came from", async () => {
    const within = (filters: Filters, sort: FindingSort = "severity") => ({
      filters: FindingFilters.parse(filters),
      sort,
    });
    expect(await getFinding(lead, { ...scope, number: 6 })).toMatchObject({ previous: 1, next: 11 });
    expect(await getFinding(lead, { ...scope, number: 6, within: within({}, "number") })).toMatchObject({
      previous: 7,
      next: 5,
    });
    expect(await getFinding(lead, { ...scope, number: 1, within: within({ state: ["confirmed"] }) })).toMatchObject({
      previous: null,
      next: null,
    });
  });
});

describe("restricted findings", () => {
  it("are hidden and counted for those without the permission", async () => {
    const developer = project.as("developer");
    expect(await numbers({}, developer)).toHaveLength(58);
    const page = await listFindings(developer, {
      ...scope,
      filters: FindingFilters.parse({}),
      sort: "number",
      limit: 5,
    });
    expect(page.hidden).toBe(2);
    const low = FindingFilters.parse({ severity: ["low"] });
    expect((await listFindings(developer, { ...scope, filters: low, sort: "number", limit: 5 })).hidden).toBe(1);
    await expect(getFinding(developer, { ...scope, number: 3 })).rejects.toMatchObject({ code: "finding.not-found" });
    expect((await countFindings(developer, { ...scope, dependency: "folded" })).hidden).toBe(2);
    expect(await numbers()).toHaveLength(60);
  });
});

describe("counts", () => {
  it("agree with the lists", async () => {
    const counts = await countFindings(lead, { ...scope, dependency: "shown" });
    expect(counts).toMatchObject({ total: 60, open: 59, dependency: 6, hidden: 0 });
    expect(counts.byState).toMatchObject({ new: 58, confirmed: 1, dismissed: 1, resolved: 0 });
    expect(counts.bySeverity).toEqual({ critical: 12, high: 12, medium: 12, low: 12, info: 12 });
    expect(counts.openBySeverity.high).toBe(11);
    expect(counts.cells.reduce((sum, { count }) => sum + count, 0)).toBe(60);
    expect((await countFindings(lead, { ...scope, dependency: "folded" })).total).toBe(54);
  });
});

describe("the whole organization", () => {
  it("lists and counts all projects, worst first, and narrows to some", async () => {
    const owner = project.organization.members.owner.deps;
    const input = {
      organization: "x",
      filters: FindingFilters.parse({ severity: ["critical"] }),
      sort: "severity",
    } as const;
    const all = await listOrganizationFindings(owner, { ...input, limit: 200 });
    expect(all.items).toHaveLength(13);
    expect(new Set(all.items.map((item) => item.project.slug))).toEqual(new Set(["vault", "second"]));
    const one = await listOrganizationFindings(owner, { ...input, projects: ["second"], limit: 200 });
    expect(one.items.map(({ title }) => title)).toEqual(["Second"]);
    const paged = await listOrganizationFindings(owner, { ...input, limit: 5 });
    const rest = await listOrganizationFindings(owner, { ...input, limit: 200, cursor: paged.nextCursor ?? "" });
    expect([...paged.items, ...rest.items].map(({ id }) => id)).toEqual(all.items.map(({ id }) => id));
    expect((await countOrganizationFindings(owner, { organization: "x", dependency: "shown" })).total).toBe(61);
  });

  it("shows nothing of another", async () => {
    const stranger = (await createTestProject(test.database)).organization.members.owner.deps;
    const input = {
      organization: "x",
      filters: FindingFilters.parse({ dependency: "shown" }),
      sort: "severity",
      limit: 50,
    } as const;
    expect(await listOrganizationFindings(stranger, input)).toEqual({ items: [], nextCursor: null, hidden: 0 });
    expect((await countOrganizationFindings(stranger, { organization: "x", dependency: "shown" })).total).toBe(0);
  });
});
