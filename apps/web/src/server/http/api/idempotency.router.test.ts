import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { toUuid } from "@redoubt/domain/shared";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { env } from "../../../env.ts";
import { closeHouse } from "../../context.ts";
import { createWorld, type World } from "../../testing/world.ts";
import { apiEnvironment, ask, type Asked, tokenOf } from "./testing.ts";

describe.skipIf(!hasTestServer())("an Idempotency-Key", () => {
  let test: TestDatabase;
  let world: World;
  let token: { text: string; id: string };
  let other: { text: string; id: string };
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    await apiEnvironment(test.url);
    world = await createWorld(test.database);
    token = await tokenOf(test.database, world.a, world.a.people.owner);
    other = await tokenOf(test.database, world.a, world.a.people.owner);
  });
  afterAll(async () => {
    await closeHouse();
    await test?.drop();
  });

  const params = () => ({ project: world.a.project.project });
  const scan = (body: unknown, key: string, text = token.text): Promise<Asked> =>
    ask("POST /projects/[project]/scans", text, { params: params(), body: JSON.stringify(body), key });
  const push = (body: string, key: string, text = token.text, query = "ref=main"): Promise<Asked> =>
    ask("POST /projects/[project]/revisions", text, { params: params(), body, key, query });
  const countOf = async (table: "scan_request" | "revision"): Promise<number> => {
    const { rows } = await test.owner.query(`SELECT count(*)::int AS n FROM "${table}" WHERE organization_id = $1`, [
      world.a.fixture.organization.organizationId,
    ]);
    return rows[0].n;
  };
  const tell = ({ status, body }: Asked) => ({ status, code: body["code"] });

  it("does the work once, and answers the same again", async () => {
    const revision = await world.a.newRevision();
    const before = await countOf("scan_request");
    const first = await scan({ revision }, "key-1");
    const second = await scan({ revision }, "key-1");
    expect(first.status).toBe(202);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(await countOf("scan_request")).toBe(before + 1);
  });

  it("of another token is another key", async () => {
    const revision = await world.a.newRevision();
    const before = await countOf("scan_request");
    const mine = await scan({ revision }, "key-2");
    const theirs = await scan({ revision }, "key-2", other.text);
    expect(theirs.status).toBe(202);
    expect(theirs.body["number"]).not.toBe(mine.body["number"]);
    expect(await countOf("scan_request")).toBe(before + 2);
  });

  it("does not stand for another body, another path or another query", async () => {
    const [one, two] = [await world.a.newRevision(), await world.a.newRevision()];
    await scan({ revision: one }, "key-3");
    const mismatch = { status: 422, code: "api.idempotency-mismatch" };
    expect(tell(await scan({ revision: two }, "key-3"))).toEqual(mismatch);
    expect(tell(await push("archive", "key-3"))).toEqual(mismatch);
    await push("archive", "key-4");
    expect(tell(await push("archive", "key-4", token.text, "ref=other"))).toEqual(mismatch);
    expect(tell(await push("another archive", "key-4"))).toEqual(mismatch);
  });

  it("keeps one copy of a pushed archive, however often it is sent", async () => {
    const files = (): number => {
      const folder = join(env().dataDir, "storage");
      if (!existsSync(folder)) return 0;
      return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
    };
    const first = await push("an archive of its own", "key-5");
    const stored = files();
    const second = await push("an archive of its own", "key-5");
    expect(second.body).toEqual(first.body);
    expect(files()).toBe(stored);
    // What is refused leaves nothing behind.
    await push("refused", "key-6", token.text, "ref=--upload-pack");
    expect(files()).toBe(stored);
  });

  it("of a request at work makes the second one wait", async () => {
    const revision = await world.a.newRevision();
    const before = await countOf("scan_request");
    const all = await Promise.all(Array.from({ length: 6 }, () => scan({ revision }, "key-7")));
    const statuses = all.map((each) => each.status);
    expect(statuses.filter((status) => status === 202).length).toBeGreaterThan(0);
    expect(statuses.every((status) => status === 202 || status === 409)).toBe(true);
    for (const each of all.filter(({ status }) => status === 409))
      expect(each.body["code"]).toBe("api.idempotency-in-flight");
    expect(await countOf("scan_request")).toBe(before + 1);
  });

  it("is free again when the request was refused, because nothing was changed", async () => {
    const refused = await scan({ revision: 987_654 }, "key-8");
    expect(tell(refused)).toEqual({ status: 404, code: "source.revision-not-found" });
    expect((await scan({ revision: await world.a.newRevision() }, "key-8")).status).toBe(202);
  });

  it("whose process died is taken over later, and its first owner then changes nothing", async () => {
    const revision = await world.a.newRevision();
    const { system, organizationId } = world.a.fixture.organization;
    await system.withOrganization((tx) =>
      tx.db.apiRequest.createMany({
        data: [
          {
            ...{ organizationId, tokenId: toUuid(token.id), key: "key-9", asked: "another" },
            ...{ claim: "00000000-0000-7000-8000-000000000000", claimedUntil: new Date(Date.now() + 60_000) },
          },
        ],
      }),
    );
    expect(tell(await scan({ revision }, "key-9"))).toEqual({ status: 409, code: "api.idempotency-in-flight" });
    await system.withOrganization((tx) =>
      tx.db.apiRequest.updateMany({
        where: { organizationId, key: "key-9" },
        data: { claimedUntil: new Date(Date.now() - 60_000) },
      }),
    );
    expect((await scan({ revision }, "key-9")).status).toBe(202);
  });

  it("is kept for a day, and seen by no other organization", async () => {
    const { system, organizationId } = world.a.fixture.organization;
    await system.withOrganization((tx) =>
      tx.db.apiRequest.updateMany({
        where: { organizationId },
        data: { createdAt: new Date(tx.now.getTime() - 25 * 3_600_000) },
      }),
    );
    await scan({ revision: await world.a.newRevision() }, "key-10");
    const keys = await system.withOrganization((tx) => tx.db.apiRequest.findMany({ select: { key: true } }));
    expect(keys).toEqual([{ key: "key-10" }]);
    const theirs = await world.b.fixture.organization.system.withOrganization((tx) => tx.db.apiRequest.count());
    expect(theirs).toBe(0);
  });

  it.each(["x".repeat(201), "with space", "\u00fcber"])("is 1 to 200 visible characters: %j", async (key) => {
    const { status, body } = await ask("POST /projects/[project]/scans", token.text, {
      params: params(),
      body: "{}",
      headers: { "idempotency-key": key },
    });
    expect({ status, code: body["code"] }).toEqual({ status: 400, code: "api.bad-idempotency-key" });
  });
});
