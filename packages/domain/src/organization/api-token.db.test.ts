import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { toUuid } from "../shared/index.ts";
import { createDeps, type Deps } from "../shared/server.ts";
import { TOKEN_SCOPES } from "./index.ts";
import { MEMBER_PERMISSIONS } from "./permissions.ts";
import type { CreateApiToken } from "./schema.ts";
import { createTestOrganization, type TestOrganization } from "./testing.ts";
import { createApiToken } from "./use-cases/create-api-token.ts";
import { listApiTokens } from "./use-cases/list-api-tokens.ts";
import { resolveToken } from "./use-cases/resolve-token.ts";
import { revokeApiToken } from "./use-cases/revoke-api-token.ts";

describe.skipIf(!hasTestServer())("a token", () => {
  let test: TestDatabase;
  let home: TestOrganization;
  let scope: { organization: string };
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(async () => test?.drop());
  beforeEach(async () => {
    home = await createTestOrganization(test.database);
    scope = { organization: home.slug };
  });

  const make = (deps: Deps, over: Partial<CreateApiToken> = {}) =>
    createApiToken(deps, { ...scope, name: "build", scopes: ["project:read"], days: 90, ...over });
  const deps = (role: keyof TestOrganization["members"]) => home.members[role].deps;

  it("is refused what its maker may not do, and told what", async () => {
    const wanted = [...TOKEN_SCOPES];
    await expect(make(deps("developer"), { scopes: wanted })).rejects.toMatchObject({
      code: "organization.token-beyond-own",
      details: { scopes: ["finding:read-restricted", "report:write", "advisory:write"] },
    });
    await expect(make(deps("manager"), { scopes: ["source:write"] })).rejects.toMatchObject({
      code: "organization.token-beyond-own",
    });
    await make(deps("owner"), { scopes: wanted });
  });

  it("is not made by a token, whatever its maker may", async () => {
    const { userId, memberId } = home.members.owner;
    const token = { tokenId: memberId, permissions: MEMBER_PERMISSIONS.owner, projectId: null };
    const program = createDeps({
      database: test.database,
      actor: { kind: "user", userId, memberId, token },
      organizationId: home.organizationId,
      permissions: MEMBER_PERMISSIONS.owner,
    });
    await expect(make(program)).rejects.toMatchObject({ code: "organization.forbidden" });
  });

  it("is not made by somebody who signed in more than ten minutes ago", async () => {
    const { userId, memberId } = home.members.owner;
    const signedInAt = new Date(Date.now() - 11 * 60_000);
    const late = createDeps({
      database: test.database,
      actor: { kind: "user", userId, memberId, signedInAt },
      organizationId: home.organizationId,
      permissions: MEMBER_PERMISSIONS.owner,
    });
    await expect(make(late)).rejects.toMatchObject({ code: "identity.stale-session" });
    expect(await listApiTokens(late)).toEqual([]);
  });

  it("is seen and revoked by its maker, and by who manages members", async () => {
    const { id } = await make(deps("developer"));
    await make(deps("owner"), { name: "of the owner", days: null });
    const names = async (of: Deps) => (await listApiTokens(of)).map(({ name, own }) => [name, own]);
    expect(await names(deps("developer"))).toEqual([["build", true]]);
    expect(await names(deps("security-lead"))).toEqual([]);
    expect(await names(deps("owner"))).toEqual([
      ["of the owner", true],
      ["build", false],
    ]);
    const target = { ...scope, tokenId: toUuid(id) };
    await expect(revokeApiToken(deps("security-lead"), target)).rejects.toMatchObject({
      code: "organization.token-not-found",
    });
    await revokeApiToken(deps("owner"), target);
    await revokeApiToken(deps("developer"), target);
    expect((await listApiTokens(deps("developer")))[0]).toMatchObject({ state: "revoked" });
    const { organizationId } = home;
    const events = await home.system.withOrganization((tx) =>
      tx.db.auditEvent.count({ where: { organizationId, action: "organization.revoke-token" } }),
    );
    expect(events).toBe(1);
  });

  it("lists nothing that could be used", async () => {
    const { text } = await make(deps("owner"));
    const shown = JSON.stringify(await listApiTokens(deps("owner")));
    expect(shown).not.toContain(text.slice(37, 69));
    const { rows } = await test.owner.query("SELECT row_to_json(t)::text AS row FROM api_token t");
    expect(rows.map(({ row }) => row).join()).not.toContain(text.slice(37, 69));
  });

  it("of one person are fifty, those that have ended not among them", async () => {
    const { organizationId } = home;
    const { memberId } = home.members.developer;
    await make(deps("developer"));
    await test.owner.query(
      `INSERT INTO api_token (organization_id, id, member_id, name, token_hash, hint, scopes, expires_at)
       SELECT $1, gen_random_uuid(), $2, 'many', md5(g::text) || md5(g::text), 'abcd', '{project:read}',
         now() + CASE WHEN g <= 48 THEN interval '1 day' ELSE interval '-1 day' END FROM generate_series(1, 60) g`,
      [organizationId, memberId],
    );
    await make(deps("developer"));
    await expect(make(deps("developer"))).rejects.toMatchObject({ code: "organization.too-many-tokens" });
  });

  it("writes its last use once a minute", async () => {
    const { text, id } = await make(deps("owner"));
    const used = async () => (await listApiTokens(deps("owner"))).find((token) => token.id === id)?.lastUsedAt;
    const look = () => resolveToken(test.database, { text, works: false });
    expect(await used()).toBeNull();
    await look();
    const first = await used();
    await look();
    expect(await used()).toEqual(first);
    await test.owner.query("UPDATE api_token SET last_used_at = last_used_at - interval '61 seconds'");
    await look();
    expect((await used())?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? Number.POSITIVE_INFINITY);
  });

  it("of one organization is nothing in another, by row-level security too", async () => {
    const { text } = await make(deps("owner"));
    const other = await createTestOrganization(test.database);
    const forged = `rdt_${other.organizationId.replaceAll("-", "")}${text.slice(36)}`;
    expect(await resolveToken(test.database, { text: forged, works: false })).toBeNull();
    const seen = await other.system.withOrganization((tx) => tx.db.apiToken.count());
    expect(seen).toBe(0);
  });
});
