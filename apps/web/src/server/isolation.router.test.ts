import { createDatabase } from "@redoubt/db";
import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { PERMISSIONS } from "@redoubt/domain/organization";
import type { Access } from "@redoubt/domain/organization/server";
import type { Database } from "@redoubt/domain/shared/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PERMISSION_TABLE } from "./permission-table.ts";
import { allProcedures, call, type Outcome } from "./testing/call.ts";
import { testContext } from "./testing/context.ts";
import { leavesOf, namesNothing, type Path, valueAt, withValueAt } from "./testing/leaves.ts";
import { CANARY, createWorld, type Side, type World } from "./testing/world.ts";

const procedures = allProcedures();
const tenantScoped = procedures.filter((procedure) => procedure.meta?.scope !== "user");

describe.skipIf(!hasTestServer())("two organizations", () => {
  let test: TestDatabase;
  let world: World;
  /** The same database without row-level security: the connection of a superuser. */
  let unwalled: Database;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    world = await createWorld(test.database);
    unwalled = createDatabase({ url: test.ownerUrl, maxConnections: 3, queues: Object.values(JOBS) });
  });
  afterAll(async () => {
    await unwalled?.close();
    await test?.drop();
  });

  const inputOf = async (path: string, side: Side): Promise<unknown> => PERMISSION_TABLE[path]?.input?.(side);
  const callAs = (database: Database, path: string, input: unknown): Promise<Outcome> =>
    call(testContext(database, world.a.people.owner), path, input);

  it("the connection of the second wall's test really has no first one", async () => {
    const { organizationId } = world.a.fixture.organization;
    const count = (database: Database): Promise<number> =>
      database.withOrganization(organizationId, (tx) => tx.db.project.count());
    expect(await count(test.database)).toBe(1);
    expect(await count(unwalled)).toBe(2);
  });

  /** A's owner, with something of B in one place of the input, is answered as with something that does not exist. */
  async function checkSwaps(database: Database, path: string): Promise<number> {
    const [a, b] = [await inputOf(path, world.a), await inputOf(path, world.b)];
    const places = leavesOf(a).filter((place) => valueAt(a, place) !== valueAt(b, place));
    for (const place of places) {
      const foreign = await callAs(database, path, withValueAt(a, place, valueAt(b, place)));
      const nothing = await callAs(database, path, withValueAt(a, place, namesNothing(valueAt(a, place))));
      const where = `${path} with another ${place.join(".")}`;
      expect(foreign, where).toEqual(nothing);
      expect(foreign, where).toMatchObject({ ok: false, code: expect.stringMatching(/not-found$/) });
    }
    return places.length;
  }

  it.each(procedures)("$path takes nothing of the other organization", async ({ path, meta }) => {
    const places = await checkSwaps(test.database, path);
    // Without a place to swap the test would say nothing: scope alone is one.
    if (meta?.scope !== "user") expect(places).toBeGreaterThanOrEqual(1);
  });

  it.each(procedures)("$path takes nothing of the other organization without row-level security", async ({ path }) => {
    await checkSwaps(unwalled, path);
  });

  it.each(tenantScoped)(
    "$path answers nothing of the other organization without row-level security",
    async ({ path, type }) => {
      if (type !== "query") return;
      const outcome = await callAs(unwalled, path, await inputOf(path, world.a));
      expect(outcome.ok).toBe(true);
      expect(JSON.stringify(outcome)).not.toContain(CANARY.b);
    },
  );

  /**
   * The checks of the application are wrong here: they take A's owner for a member of B with every permission. The
   * transaction is A's all the same, so that row-level security alone stands before B's rows.
   */
  function mistaken(wall: Database): ReturnType<typeof testContext> {
    const [a, b] = [world.a.fixture, world.b.fixture];
    const crossed: Database = {
      ...wall,
      withOrganization: (_id, run, options) => wall.withOrganization(a.organization.organizationId, run, options),
      askOrganization: (_id, query) => wall.askOrganization(a.organization.organizationId, query),
      gathered: () => crossed,
    };
    const permissions = new Set(PERMISSIONS);
    const access: Access = {
      organizationId: b.organization.organizationId,
      organization: { slug: b.organization.slug, name: "", demo: false },
      memberId: b.organization.members.owner.memberId,
      role: "owner",
      permissions,
      project: { id: b.projectId, slug: b.slug, name: "", archived: false, permissions },
      hiddenProjectId: null,
    };
    return testContext(crossed, world.a.people.owner, { access: async () => access });
  }

  it("the mistake would be one: without row-level security it answers with the other organization", async () => {
    const outcome = await call(mistaken(unwalled), "project.get", world.b.project);
    expect(JSON.stringify(outcome)).toContain(CANARY.b);
  });

  const fingerprintOf = async (organizationId: string): Promise<unknown> => {
    const { rows: tables } = await test.owner.query(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'organization_id'`,
    );
    const sums: Record<string, unknown> = {};
    for (const { name } of [...tables, { name: "organization" }]) {
      const column = name === "organization" ? "id" : "organization_id";
      const { rows } = await test.owner.query(
        `SELECT count(*)::int AS n, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS sum FROM "${name}" t WHERE ${column} = $1`,
        [organizationId],
      );
      sums[name] = rows[0];
    }
    return sums;
  };

  it.each(tenantScoped)(
    "$path reaches nothing of the other organization without the application's checks",
    async ({ path }) => {
      const { organizationId } = world.b.fixture.organization;
      const input = await inputOf(path, world.b);
      const before = await fingerprintOf(organizationId);
      const outcome = await call(mistaken(test.database), path, input);
      // What was sent may come back; nothing else of B may.
      const sent = leavesOf(input).map((place: Path) => String(valueAt(input, place)));
      const answered = leavesOf(outcome).map((place) => String(valueAt(outcome, place)));
      expect(answered.filter((text) => text.includes(CANARY.b) && !sent.includes(text))).toEqual([]);
      expect(await fingerprintOf(organizationId)).toEqual(before);
    },
  );
});
