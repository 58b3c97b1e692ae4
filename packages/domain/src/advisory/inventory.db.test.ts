import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { addTestRevision, createTestRevision } from "../source/testing.ts";
import { ListComponents } from "./schema.ts";
import { createTestInventory, startTestInventory, testComponent, testManifest } from "./testing.ts";
import { completeInventory } from "./use-cases/complete-inventory.ts";
import { failInventory, releaseInventory } from "./use-cases/end-inventory.ts";
import { getInventory } from "./use-cases/get-inventory.ts";
import { listComponents } from "./use-cases/list-components.ts";
import { requestInventory, takeInventory } from "./use-cases/request-inventory.ts";
import { startInventory } from "./use-cases/start-inventory.ts";

const scope = { organization: "xx", project: "xx" };
let test: TestDatabase;
let project: TestProject;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
  project = await createTestProject(test.database);
});
afterAll(() => test.drop());

const count = async (sql: string, ...values: unknown[]): Promise<number> =>
  Number((await test.owner.query(sql, values)).rows[0].count);

const list = (input: object) => listComponents(project.as("manager"), ListComponents.parse({ ...scope, ...input }));

describe("an inventory", () => {
  it("is asked for once, audited and enqueued in the same transaction", async () => {
    const deps = project.as("developer");
    const { revisionId } = await createTestRevision(deps);
    await requestInventory(deps, revisionId);
    await requestInventory(deps, revisionId);
    expect(await count("SELECT count(*) FROM inventory WHERE revision_id = $1", revisionId)).toBe(1);
    const { rows } = await test.owner.query("SELECT id FROM inventory WHERE revision_id = $1", [revisionId]);
    const jobs = "SELECT count(*) FROM pgboss.job WHERE name = 'advisory.take-inventory' AND data->>'subjectId' = $1";
    expect(await count(jobs, rows[0].id)).toBe(1);
    const audit = "SELECT count(*) FROM audit_event WHERE action = 'advisory.request-inventory' AND subject_id = $1";
    expect(await count(audit, rows[0].id)).toBe(1);
  });

  it("shares a lock file that says the same with earlier revisions", async () => {
    const deps = project.as("developer");
    const manifest = testManifest([testComponent("shared", "1.0.0"), testComponent("dev", "2.0.0", { dev: true })]);
    const first = await createTestInventory(deps, [manifest]);
    const rows = await count("SELECT count(*) FROM component");
    const next = await addTestRevision(deps, first.sourceId, { depth: 2 });
    await createTestInventory(deps, [manifest, testManifest([], { path: "web/package-lock.json" })], next);
    expect(await count("SELECT count(*) FROM component")).toBe(rows);
    const { inventory } = await getInventory(deps, { ...scope, revision: next.number });
    expect(inventory).toMatchObject({ state: "ready", components: 2, direct: 2, development: 1 });
    expect(inventory?.manifests.map(({ path }) => path)).toEqual(["package-lock.json", "web/package-lock.json"]);
    const changed = testManifest([testComponent("shared", "1.0.1")]);
    const third = await addTestRevision(deps, first.sourceId, { depth: 3 });
    await createTestInventory(deps, [changed], third);
    expect(await count("SELECT count(*) FROM component")).toBe(rows + 1);
    expect((await list({ revision: first.number })).items.map(({ version }) => version)).toEqual(["2.0.0", "1.0.0"]);
  });

  it("is of the newest revision of the default branch when none is named", async () => {
    const fresh = await createTestProject(test.database, { slug: "newest" });
    const deps = fresh.as("developer");
    expect(await getInventory(deps, scope)).toEqual({ revision: null, inventory: null });
    const first = await createTestRevision(deps);
    const branch = await addTestRevision(deps, first.sourceId, { depth: 9, isDefaultRef: false }, "feature");
    expect(await getInventory(deps, scope)).toMatchObject({ revision: { number: first.number }, inventory: null });
    expect(await getInventory(deps, { ...scope, revision: branch.number })).toMatchObject({
      revision: { number: branch.number },
    });
    await expect(listComponents(deps, ListComponents.parse(scope))).rejects.toMatchObject({
      code: "advisory.inventory-not-found",
    });
  });

  it("is published by the newest attempt alone; what died three times is given up", async () => {
    const deps = project.as("developer");
    const { revisionId, number } = await createTestRevision(deps);
    const first = await startTestInventory(deps, revisionId);
    const second = await startInventory(deps, first.inventoryId);
    expect(second?.attempt).toBe(2);
    await expect(completeInventory(deps, first, { manifests: [], notices: [] })).rejects.toMatchObject({
      code: "advisory.stale-attempt",
    });
    await failInventory(deps, first, "late");
    expect((await getInventory(deps, { ...scope, revision: number })).inventory?.state).toBe("reading");
    await startInventory(deps, first.inventoryId);
    expect(await startInventory(deps, first.inventoryId)).toBeNull();
    const { inventory } = await getInventory(deps, { ...scope, revision: number });
    expect(inventory).toMatchObject({ state: "failed", failure: expect.stringMatching(/three times/) });
    expect(await takeInventory(deps, { ...scope, revision: number })).toEqual({ asked: true });
    expect(await takeInventory(deps, { ...scope, revision: number })).toEqual({ asked: false });
    expect(await startInventory(deps, first.inventoryId)).not.toBeNull();
  });

  it("gives back what a shutdown interrupted without counting it", async () => {
    const deps = project.as("developer");
    const { revisionId } = await createTestRevision(deps);
    for (let turn = 0; turn < 5; turn += 1) {
      const task = await startTestInventory(deps, revisionId);
      await releaseInventory(deps, task, { redelivered: false });
    }
    expect(await count("SELECT crash_count AS count FROM inventory WHERE revision_id = $1", revisionId)).toBe(0);
  });
});

describe("the list of components", () => {
  it("is filtered, and paged without skipping or repeating", async () => {
    const fresh = await createTestProject(test.database, { slug: "pages" });
    const deps = fresh.as("developer");
    const many = Array.from({ length: 130 }, (_each, at) =>
      testComponent(`p${String(at % 50).padStart(3, "0")}`, `1.0.${at}`, {
        direct: at % 3 === 0,
        dev: at % 2 === 0,
        way: ["a 1"],
      }),
    );
    const rust = testManifest([testComponent("serde", "1.0.0", { ecosystem: "crates.io" })], {
      kind: "cargo",
      path: "Cargo.lock",
    });
    await createTestInventory(deps, [testManifest(many), rust]);
    const all: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listComponents(
        deps,
        ListComponents.parse({ ...scope, limit: 37, ...(cursor === null ? {} : { cursor }) }),
      );
      all.push(...page.items.map(({ name, version }) => `${name}@${version}`));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(all).toHaveLength(131);
    expect(new Set(all).size).toBe(131);
    const ask = async (input: object) =>
      (await listComponents(deps, ListComponents.parse({ ...scope, limit: 200, ...input }))).items;
    expect(await ask({ search: "SERD" })).toMatchObject([{ name: "serde", path: "Cargo.lock" }]);
    expect(await ask({ search: "%" })).toEqual([]);
    expect(await ask({ ecosystem: "crates.io" })).toHaveLength(1);
    expect(await ask({ manifest: "package-lock.json", need: "direct" })).toHaveLength(44);
    expect(await ask({ need: "transitive", use: "production" })).toHaveLength(
      many.filter(({ direct, dev }) => !direct && !dev).length,
    );
    await expect(ask({ cursor: "nonsense" })).rejects.toMatchObject({ code: "advisory.bad-cursor" });
  });

  it("shows nothing of another organization", async () => {
    const other = await createTestProject(test.database, { slug: "foreign" });
    const { revisionId } = await createTestInventory(other.as("developer"), [
      testManifest([testComponent("secret", "1")]),
    ]);
    await expect(requestInventory(project.as("developer"), revisionId)).rejects.toThrow();
    expect(await count("SELECT count(*) FROM inventory WHERE revision_id = $1", revisionId)).toBe(1);
    const seen = await project.system.withOrganization((tx) => tx.db.component.count({ where: { name: "secret" } }));
    expect(seen).toBe(0);
  });
});
