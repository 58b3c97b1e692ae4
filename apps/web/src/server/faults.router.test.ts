import { createDatabase } from "@redoubt/db";
import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PERMISSION_TABLE } from "./permission-table.ts";
import { allProcedures, call } from "./testing/call.ts";
import { testContext } from "./testing/context.ts";
import { createWorld, type World } from "./testing/world.ts";

const mutations = allProcedures().filter(({ type, meta }) => type === "mutation" && meta?.scope !== "user");
// Reading marks carry no audit entry: they are one's own and change nothing for others.
const UNAUDITED = ["notification.markRead", "notification.markAllRead", "finding.visit"];

describe.skipIf(!hasTestServer())("faults", () => {
  let test: TestDatabase;
  let world: World;
  let stopped = 0;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    world = await createWorld(test.database);
    await test.owner.query(`
      CREATE FUNCTION refuse_audit() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the audit log of tenant % is full', NEW.organization_id; END $$`);
  });
  afterAll(async () => test?.drop());

  /** Every tenant table but the audit log itself, as one text. */
  const state = async (): Promise<string> => {
    const { rows: tables } = await test.owner.query(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'organization_id' ORDER BY 1`,
    );
    const sums: string[] = [];
    for (const { name } of [...tables, { name: "organization" }]) {
      const { rows } = await test.owner.query(
        `SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS sum FROM "${name}" t`,
      );
      sums.push(`${name} ${rows[0].sum}`);
    }
    const { rows } = await test.owner.query(`SELECT count(*)::int AS n FROM pgboss.job`);
    return [...sums, `jobs ${rows[0].n}`].join("\n");
  };

  it.each(mutations)("$path changes nothing when its audit entry cannot be written", async ({ path }) => {
    if (UNAUDITED.includes(path)) return;
    const input = await PERMISSION_TABLE[path]?.input?.(world.a);
    await test.owner.query(
      `CREATE TRIGGER refuse BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_audit()`,
    );
    try {
      const before = await state();
      const outcome = await call(testContext(test.database, world.a.people.owner), path, input);
      expect(await state()).toBe(before);
      if (outcome.ok || outcome.code !== "internal") return;
      stopped += 1;
      expect(outcome.message).not.toMatch(/audit|tenant|organization_id/);
    } finally {
      await test.owner.query(`DROP TRIGGER refuse ON audit_event`);
    }
  });

  it("really stopped most of them: the others were refused before, or had nothing to change", () => {
    expect(stopped).toBeGreaterThan(mutations.filter(({ path }) => PERMISSION_TABLE[path] !== undefined).length / 2);
  });

  it("tells nothing of the inside when the database is gone", async () => {
    const gone = createDatabase({ url: "postgresql://redoubt_app@127.0.0.1:9/none", maxConnections: 1, queues: [] });
    for (const path of ["organization.get", "project.list"]) {
      const outcome = await call(testContext(gone, world.a.people.owner), path, world.a.organization);
      expect(outcome).toMatchObject({ ok: false, code: "internal" });
      expect(outcome.ok ? "" : outcome.message).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|redoubt_app/);
    }
    await gone.close();
  });
});
