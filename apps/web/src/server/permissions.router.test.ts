import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { PERMISSIONS } from "@redoubt/domain/organization";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { JOB_TABLE, PERMISSION_TABLE } from "./permission-table.ts";
import { allProcedures, call } from "./testing/call.ts";
import { testContext } from "./testing/context.ts";
import { createWorld, MEMBERS, type Side, type Who, type World } from "./testing/world.ts";

const EVERYBODY: readonly Who[] = [...MEMBERS, "outsider", "anonymous"];
const WALLS = ["identity.not-signed-in", "organization.not-found", "organization.forbidden"];
const procedures = allProcedures();

describe("every procedure", () => {
  it("was found by the walk over the root router", () => {
    expect(procedures.length).toBeGreaterThan(25);
  });

  it.each(procedures)("$path declares a permission and has a row in the table", ({ path, meta }) => {
    expect(meta).toBeDefined();
    expect([...PERMISSIONS, "user"]).toContain(meta?.permission);
    expect(meta?.scope === "user").toBe(meta?.permission === "user");
    expect(PERMISSION_TABLE[path], `a row for ${path} in permission-table.ts`).toBeDefined();
  });

  it("is the only thing that has a row", () => {
    const known = new Set(procedures.map((procedure) => procedure.path));
    expect(Object.keys(PERMISSION_TABLE).filter((path) => !known.has(path))).toEqual([]);
  });
});

describe("every job", () => {
  it.each(Object.values(JOBS))("$name declares the permission of the table", (job) => {
    expect(job.permission).toBe(JOB_TABLE[job.name]);
    if (job.permission !== null) expect(PERMISSIONS).toContain(job.permission);
    if (job.scope === "system") expect(job.permission).toBeNull();
  });
});

describe.skipIf(!hasTestServer())("permission table", () => {
  let test: TestDatabase;
  let world: World;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    world = await createWorld(test.database);
  });
  afterAll(async () => test?.drop());

  const userOf = (who: Who): string | null => {
    if (who === "anonymous") return null;
    return who === "outsider" ? world.b.people.owner : world.a.people[who];
  };
  const inputOf = async (path: string, side: Side): Promise<unknown> => PERMISSION_TABLE[path]?.input?.(side);

  function wallFor(path: string, who: Who): string | undefined {
    const row = PERMISSION_TABLE[path];
    const { scope } = procedures.find((procedure) => procedure.path === path)?.meta ?? {};
    if (who === "anonymous") return "identity.not-signed-in";
    if (scope === "user") return undefined;
    if (who === "outsider") return "organization.not-found";
    if (row?.allow.includes(who) === true) return undefined;
    return scope === "project" && who === "auditor" ? "organization.not-found" : "organization.forbidden";
  }

  describe.each(procedures)("$path", ({ path, type, meta }) => {
    // Those who must be refused come first: their calls change nothing.
    it("refuses all that the table does not name, and lets the others pass", async () => {
      const order = [...EVERYBODY].sort(
        (x, y) => Number(wallFor(path, x) === undefined) - Number(wallFor(path, y) === undefined),
      );
      const seen: Partial<Record<Who, string | undefined>> = {};
      const expected: Partial<Record<Who, string | undefined>> = {};
      for (const who of order) {
        const outcome = await call(testContext(test.database, userOf(who)), path, await inputOf(path, world.a));
        const code = outcome.ok ? undefined : outcome.code;
        if (!outcome.ok && outcome.fault !== undefined) throw outcome.fault;
        expect(code, `input of ${path} in the table`).not.toBe("input.invalid");
        seen[who] = code !== undefined && WALLS.includes(code) ? code : undefined;
        expected[who] = wallFor(path, who);
      }
      expect(seen).toEqual(expected);
    });

    if (meta?.scope !== "user") {
      it("writes a refused member to the audit log", async () => {
        const refused = MEMBERS.find((who) => wallFor(path, who) !== undefined);
        if (refused === undefined) return;
        const count = async (): Promise<number> => {
          const { rows } = await test.owner.query(
            `SELECT count(*)::int AS n FROM audit_event WHERE outcome = 'denied' AND actor_user_id = $1 AND details->>'permission' = $2`,
            [userOf(refused), meta?.permission],
          );
          return rows[0].n;
        };
        const before = await count();
        await call(testContext(test.database, userOf(refused)), path, await inputOf(path, world.a));
        expect(await count()).toBe(before + 1);
      });
    }

    it("refuses a key that it does not know", async () => {
      const input = await inputOf(path, world.a);
      if (input === undefined) return;
      const smuggled = { ...(input as object), organizationId: world.b.fixture.organization.organizationId };
      const outcome = await call(testContext(test.database, world.a.people.owner), path, smuggled);
      expect(outcome).toMatchObject({ ok: false, code: "input.invalid" });
    });

    if (type === "query") {
      it("answers its owner with data", async () => {
        const outcome = await call(
          testContext(test.database, world.a.people.owner),
          path,
          await inputOf(path, world.a),
        );
        expect(outcome).toMatchObject({ ok: true });
      });
    }
  });
});
