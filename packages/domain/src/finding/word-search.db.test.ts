import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { FindingFilters } from "./filters.ts";
import { searched } from "./sql/word-search.ts";
import { countLists } from "./use-cases/count-lists.ts";
import { getFinding } from "./use-cases/get-finding.ts";
import { groupFindings, groupOrganizationFindings } from "./use-cases/group-findings.ts";
import { listFindings, listOrganizationFindings } from "./use-cases/list-findings.ts";

const FINDINGS = 3000;
const RARE = "needle";
let test: TestDatabase;
let large: TestProject;
let other: TestProject;
let stranger: TestProject;

/** More findings than a search walks without looking words up, with a rare word in three of them, in two organizations. */
beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
  large = await createTestProject(test.database);
  other = await createTestProject(test.database, { slug: "other", organization: large.organization });
  stranger = await createTestProject(test.database, { slug: "stranger" });
  for (const { organization, projectId } of [large, other, stranger]) {
    await test.owner.query(
      `INSERT INTO finding (organization_id, id, project_id, number, title, description, severity, severity_rank,
          confidence, state, origin, scanner, detector, path, restricted)
       SELECT $1, gen_random_uuid(), $2, n, 'Finding' || CASE WHEN n IN (2500, 2600) THEN ' with a ${RARE}' ELSE '' END, 'x',
          (ARRAY['critical','high','medium','low','info'])[1 + n % 5], n % 5, 'medium', 'new', 'scanner', 'solhint', 'a-check',
          'src/' || CASE WHEN n = 2700 THEN 'a_${RARE}.sol' ELSE 'a.sol' END, n = 2600
       FROM generate_series(1, ${FINDINGS}) AS n`,
      [organization.organizationId, projectId],
    );
  }
});
afterAll(() => test.drop());

const list = (deps: ProjectDeps, text: string, limit = 50) =>
  listFindings(deps, {
    ...{ organization: "x", project: "x", sort: "severity" as const, limit },
    filters: FindingFilters.parse({ text }),
  });

const looked = (deps: ProjectDeps, text: string) =>
  deps.withOrganization(async (tx) => {
    const filters = FindingFilters.parse({ text });
    return (await searched(tx, { deps, projectId: deps.projectId }, filters)).found;
  });

describe("a word in a long list", () => {
  it("is looked up when it is rare, and met on the way when it is not", async () => {
    const lead = large.as("security-lead");
    expect(await looked(lead, RARE)).toHaveLength(3);
    expect(await looked(lead, "finding")).toBeUndefined();
    expect(await looked(lead, "ab")).toBeUndefined();
    expect(await looked(lead, "in nothing at all")).toEqual([]);
  });

  it("finds the same either way, worst first, in title and path, in any case", async () => {
    const lead = large.as("security-lead");
    const { items } = await list(lead, RARE.toUpperCase());
    expect(items.map(({ number }) => number)).toEqual([2500, 2600, 2700]);
    expect((await list(lead, "a_needle")).items.map(({ number }) => number)).toEqual([2700]);
    expect((await list(lead, "aXneedle")).items).toEqual([]);
    // The index knows the words of a finding as one text; what only they together hold is no hit.
    expect((await list(lead, "needle src/a")).items).toEqual([]);
    expect((await list(lead, "F-2999")).items.map(({ number }) => number)).toEqual([2999]);
    expect((await list(lead, "Finding", 10)).items.map(({ number }) => number)).toEqual([
      5, 10, 15, 20, 25, 30, 35, 40, 45, 50,
    ]);
  });

  it("goes on page by page", async () => {
    const lead = large.as("security-lead");
    const first = await list(lead, RARE, 2);
    const input = { organization: "x", project: "x", sort: "severity" as const, limit: 2 };
    const filters = FindingFilters.parse({ text: RARE });
    const next = await listFindings(lead, { ...input, filters, cursor: first.nextCursor ?? "" });
    expect(next.items.map(({ number }) => number)).toEqual([2700]);
    expect(next.nextCursor).toBeNull();
  });

  it("shows nobody a restricted finding that they may not read, and no other organization's", async () => {
    const { items } = await list(large.as("developer"), RARE);
    expect(items.map(({ number }) => number)).toEqual([2500, 2700]);
    const { items: all } = await listOrganizationFindings(large.as("security-lead"), {
      ...{ organization: "x", sort: "severity" as const, limit: 50 },
      filters: FindingFilters.parse({ text: RARE }),
    });
    expect(all.map(({ project, number }) => `${project.slug} ${number}`).sort()).toEqual(
      [large, other].flatMap(({ slug }) => [2500, 2600, 2700].map((number) => `${slug} ${number}`)).sort(),
    );
  });

  it("is grouped as the list is, from what was looked up", async () => {
    const lead = large.as("security-lead");
    const filters = FindingFilters.parse({ text: RARE });
    const asked = { organization: "x", project: "x", filters, limit: 50 } as const;
    const groups = async (by: "severity" | "detector" | "file" | "function", deps = lead) =>
      (await groupFindings(deps, { ...asked, by })).groups.map(({ key: { by: _by, ...key }, worst, count }) => [
        ...[...Object.values(key), worst, count],
      ]);
    expect(await groups("severity")).toEqual([["critical", "critical", 3]]);
    expect(await groups("detector")).toEqual([["solhint", "a-check", "critical", 3]]);
    expect(await groups("file")).toEqual([
      ["src/a.sol", "critical", 2],
      ["src/a_needle.sol", "critical", 1],
    ]);
    expect(await groups("function")).toEqual([
      ["src/a.sol", null, null, "critical", 2],
      ["src/a_needle.sol", null, null, "critical", 1],
    ]);
    expect(await groups("file", large.as("developer"))).toEqual([
      ["src/a.sol", "critical", 1],
      ["src/a_needle.sol", "critical", 1],
    ]);
    const first = await groupFindings(lead, { ...asked, by: "file", limit: 1 });
    const second = await groupFindings(lead, { ...asked, by: "file", limit: 1, cursor: first.nextCursor ?? "" });
    expect([first, second].flatMap((page) => page.groups.map(({ key }) => key))).toEqual([
      { by: "file", path: "src/a.sol" },
      { by: "file", path: "src/a_needle.sol" },
    ]);
    expect(second.nextCursor).toBeNull();
    const { groups: projects } = await groupOrganizationFindings(lead, {
      ...{ organization: "x", filters, limit: 50, by: "project" as const },
    });
    expect(projects.map(({ key, count }) => [key.by === "project" && key.project, count])).toEqual(
      [large.slug, other.slug].sort().map((slug) => [slug, 3]),
    );
    expect(
      (await groupFindings(lead, { ...asked, by: "file", filters: { ...filters, text: "nothing" } })).groups,
    ).toEqual([]);
  });

  it("groups what has no value last, and by the severities that are asked for", async () => {
    const lead = large.as("security-lead");
    await test.owner.query(
      `UPDATE finding SET path = NULL, detector = NULL, severity = 'low', severity_rank = 3 WHERE project_id = $1 AND number = 2600`,
      [large.projectId],
    );
    const asked = {
      organization: "x",
      project: "x",
      filters: FindingFilters.parse({ text: RARE }),
      limit: 50,
    } as const;
    const keys = async (by: "severity" | "detector" | "file" | "function", filters = asked.filters) =>
      (await groupFindings(lead, { ...asked, by, filters })).groups.map(({ key }) => key);
    expect((await keys("file")).at(-1)).toEqual({ by: "file", path: null });
    expect((await keys("function")).at(-1)).toEqual({ by: "function", path: null, container: null, callable: null });
    expect((await keys("detector")).at(-1)).toEqual({ by: "detector", scanner: null, detector: null });
    const low = FindingFilters.parse({ text: RARE, severity: ["low"] });
    expect(await keys("severity", low)).toEqual([{ by: "severity", severity: "low" }]);
    const [some] = await countLists(lead, { ...asked, lists: [asked.filters] });
    expect(some).toEqual({ count: 3, more: false });
  });

  it("leads on from one that was found to the next", async () => {
    const within = { filters: FindingFilters.parse({ text: RARE }), sort: "severity" as const };
    const finding = await getFinding(large.as("developer"), { organization: "x", project: "x", number: 2500, within });
    expect([finding.previous, finding.next]).toEqual([null, 2700]);
  });

  it("is sampled all along the numbers, so that a word of the newest findings alone is not taken for rare", async () => {
    const lead = large.as("security-lead");
    await test.owner.query(
      `UPDATE finding SET title = 'Latest' WHERE organization_id = $1 AND project_id = $2 AND number > 2800`,
      [large.organization.organizationId, large.projectId],
    );
    expect(await looked(lead, "latest")).toBeUndefined();
    expect((await list(lead, "latest", 3)).items.map(({ number }) => number)).toEqual([2805, 2810, 2815]);
  });

  it("is not looked up outside of an organization", async () => {
    const ids = await test.database.asSystem(
      "test",
      (tx) => tx.db.$queryRaw`SELECT finding_ids_with_words(${large.projectId}::uuid, '%needle%', 10) AS ids`,
    );
    expect(ids).toEqual([{ ids: [] }]);
    const theirs = await stranger
      .as("owner")
      .withOrganization(
        (tx) => tx.db.$queryRaw`SELECT finding_ids_with_words(${large.projectId}::uuid, '%needle%', 10) AS ids`,
      );
    // Another organization's project has nothing here: too few to look anything up.
    expect(theirs).toEqual([{ ids: null }]);
  });

  it("takes no text as anything but text", async () => {
    const lead = large.as("security-lead");
    expect((await list(lead, "'; DROP TABLE finding; --")).items).toEqual([]);
    expect((await list(lead, "100%_")).items).toEqual([]);
    expect((await list(lead, "back\\slash'")).items).toEqual([]);
  });
});
