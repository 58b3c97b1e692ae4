import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createUserDeps, type UserDeps } from "./deps.ts";
import { tokenHash } from "./token.ts";
import { createTestUser, TEST_PASSWORD, testSignInDeps } from "./testing.ts";
import { changePassword } from "./use-cases/change-password.ts";
import { findSession, isSessionLive } from "./use-cases/find-session.ts";
import { findUserByIdentity, linkIdentity } from "./use-cases/link-identity.ts";
import { listSessions } from "./use-cases/list-sessions.ts";
import { revokeOtherSessions, revokeSession } from "./use-cases/revoke-session.ts";
import { signInWithPassword } from "./use-cases/sign-in-with-password.ts";
import { signOut } from "./use-cases/sign-out.ts";

const code = (error: unknown): unknown => (error as { code?: unknown }).code;
const codeOf = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => "no error", code);

describe.skipIf(!hasTestServer())("sign-in", () => {
  let test: TestDatabase;
  let people = 1;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(async () => test?.drop());

  async function person(): Promise<{
    userId: string;
    email: string;
    signIn: (
      over?: { password?: string; address?: string },
      replaces?: string,
    ) => ReturnType<typeof signInWithPassword>;
  }> {
    const { userId, email } = await createTestUser(test.database, { password: true });
    const address = `198.51.100.${people++}`;
    return {
      ...{ userId, email },
      signIn: (over = {}, replaces) =>
        signInWithPassword(
          testSignInDeps(test.database, { address: over.address ?? address }),
          { email, password: over.password ?? TEST_PASSWORD },
          replaces,
        ),
    };
  }

  async function userDeps(signedIn: { token: string }): Promise<UserDeps> {
    const session = await findSession(test.database, signedIn.token);
    if (session === null) throw new Error("no session");
    const { userId, sessionId, signedInAt } = session;
    return createUserDeps({ database: test.database, userId, sessionId, signedInAt, requestId: null, address: null });
  }

  it("stores only the hash of the token", async () => {
    const { signIn, userId } = await person();
    const { token } = await signIn();
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const { rows } = await test.owner.query(`SELECT * FROM "session" WHERE user_id = $1`, [userId]);
    expect(rows).toHaveLength(1);
    expect(rows[0].token_hash).toBe(tokenHash(token));
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it("answers alike for a wrong password, an unknown address and a disabled account", async () => {
    const { signIn, userId } = await person();
    expect(await codeOf(signIn({ password: "not the password" }))).toBe("identity.wrong-credentials");
    const deps = testSignInDeps(test.database, { address: "198.51.100.251" });
    expect(await codeOf(signInWithPassword(deps, { email: "nobody@example.org", password: "x" }))).toBe(
      "identity.wrong-credentials",
    );
    await test.owner.query(`UPDATE "user" SET disabled_at = now() WHERE id = $1`, [userId]);
    expect(await codeOf(signIn())).toBe("identity.wrong-credentials");
    const { rows } = await test.owner.query(
      `SELECT kind, email_hash FROM identity_event WHERE user_id = $1 ORDER BY at`,
      [userId],
    );
    expect(rows.map((row) => row.kind)).toEqual(["account-created", "sign-in-failed", "sign-in-refused"]);
    expect(rows[1].email_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("goes on with the browser's session under a new token when the same person signs in again", async () => {
    const { signIn, userId } = await person();
    const first = await signIn();
    await test.owner.query(
      `UPDATE "session" SET created_at = created_at - interval '1 hour', expires_at = expires_at - interval '1 hour'
       WHERE id = $1`,
      [first.sessionId],
    );
    const before = await findSession(test.database, first.token);
    const second = await signIn({}, first.token);
    expect(second.token).not.toBe(first.token);
    expect(await findSession(test.database, first.token)).toBeNull();
    const after = await findSession(test.database, second.token);
    // Open pages stay: the stream of each is bound to the session, not to its token.
    expect(after).toMatchObject({ userId, sessionId: first.sessionId });
    expect((after?.signedInAt.getTime() ?? 0) - (before?.signedInAt.getTime() ?? 0)).toBeGreaterThan(3_500_000);
    expect(await listSessions(await userDeps(second))).toHaveLength(1);
  });

  it("ends the browser's session of another person", async () => {
    const ada = await person();
    const eve = await person();
    const first = await ada.signIn();
    const second = await eve.signIn({}, first.token);
    expect(second.sessionId).not.toBe(first.sessionId);
    expect(await findSession(test.database, first.token)).toBeNull();
    expect(await isSessionLive(test.database, first.sessionId)).toBe(false);
    expect(await findSession(test.database, second.token)).toMatchObject({ userId: eve.userId });
  });

  it("ends sessions on sign-out, after seven idle days, after thirty days, and for disabled accounts", async () => {
    const { signIn, userId } = await person();
    const out = await signIn();
    await signOut({ database: test.database, address: null, requestId: null }, out.token);
    expect(await findSession(test.database, out.token)).toBeNull();

    const age = async (token: string, column: "last_seen_at" | "expires_at", interval: string): Promise<void> => {
      await test.owner.query(`UPDATE "session" SET ${column} = now() - $2::interval WHERE token_hash = $1`, [
        tokenHash(token),
        interval,
      ]);
    };
    const busy = await signIn();
    await age(busy.token, "last_seen_at", "6 days 23 hours");
    expect(await findSession(test.database, busy.token)).not.toBeNull();
    const idle = await signIn();
    await age(idle.token, "last_seen_at", "7 days 1 minute");
    expect(await isSessionLive(test.database, idle.sessionId)).toBe(false);
    expect(await findSession(test.database, idle.token)).toBeNull();
    const old = await signIn();
    await age(old.token, "expires_at", "1 second");
    expect(await findSession(test.database, old.token)).toBeNull();

    const live = await signIn();
    await test.owner.query(`UPDATE "user" SET disabled_at = now() WHERE id = $1`, [userId]);
    expect(await findSession(test.database, live.token)).toBeNull();
    expect(await isSessionLive(test.database, live.sessionId)).toBe(false);
  });

  it("limits attempts on one account from one address and lets the right password no longer through", async () => {
    const { signIn } = await person();
    for (let i = 0; i < 10; i++) expect(await codeOf(signIn({ password: "wrong" }))).toBe("identity.wrong-credentials");
    expect(await codeOf(signIn({ password: "wrong" }))).toBe("identity.too-many-attempts");
    expect(await codeOf(signIn())).toBe("identity.too-many-attempts");
  });

  it("counts no right attempts", async () => {
    const { signIn } = await person();
    // More than the rule lets through from one address.
    for (let i = 0; i < 12; i++) await expect(signIn()).resolves.toBeDefined();
  });

  it("cannot be used to lock a person out of a place where they work", async () => {
    const { signIn, email } = await person();
    await signIn();
    // The account's own limit is used up from elsewhere.
    await test.owner.query(
      `INSERT INTO rate_limit (key, window_start, count)
       SELECT 'sign-in:account:' || email_hash, to_timestamp(floor(extract(epoch FROM now()) / 3600) * 3600), 200
       FROM identity_event WHERE kind = 'signed-in' AND user_id = (SELECT id FROM "user" WHERE email = $1) LIMIT 1
       ON CONFLICT (key, window_start) DO UPDATE SET count = 200`,
      [email],
    );
    expect(await codeOf(signIn({ address: "192.0.2.99" }))).toBe("identity.too-many-attempts");
    await expect(signIn()).resolves.toMatchObject({ token: expect.any(String) });
  });

  it("limits parallel attempts as well", async () => {
    const { signIn } = await person();
    const codes = await Promise.all(Array.from({ length: 16 }, () => codeOf(signIn({ password: "wrong" }))));
    expect(codes.filter((entry) => entry === "identity.wrong-credentials")).toHaveLength(10);
    expect(codes.filter((entry) => entry === "identity.too-many-attempts")).toHaveLength(6);
  });

  it("lists and revokes own sessions only", async () => {
    const ada = await person();
    const eve = await person();
    const here = await userDeps(await ada.signIn());
    const there = await ada.signIn();
    const evil = await userDeps(await eve.signIn());
    const listed = await listSessions(here);
    expect(listed.map((entry) => entry.current).sort()).toEqual([false, true]);
    expect(await listSessions(evil)).toHaveLength(1);
    expect(await codeOf(revokeSession(evil, { id: there.sessionId }))).toBe("identity.session-not-found");
    await revokeSession(here, { id: there.sessionId });
    expect(await findSession(test.database, there.token)).toBeNull();
    await ada.signIn();
    expect(await revokeOtherSessions(here)).toEqual({ revoked: 1 });
    expect(await listSessions(here)).toHaveLength(1);
  });

  it("changes the password only after the current one, and ends the other sessions", async () => {
    const { signIn } = await person();
    const here = await signIn();
    const there = await signIn();
    const deps = await userDeps(here);
    const newPassword = "brisk-otter-meadow-17";
    expect(await codeOf(changePassword(deps, { currentPassword: "wrong", newPassword }))).toBe(
      "identity.wrong-password",
    );
    await changePassword(deps, { currentPassword: TEST_PASSWORD, newPassword });
    expect(await findSession(test.database, here.token)).not.toBeNull();
    expect(await findSession(test.database, there.token)).toBeNull();
    expect(await codeOf(signIn())).toBe("identity.wrong-credentials");
    await expect(signIn({ password: newPassword })).resolves.toBeDefined();
  });

  it("links a provider's subject to one account, after a fresh sign-in", async () => {
    const ada = await userDeps(await (await person()).signIn());
    const eve = await userDeps(await (await person()).signIn());
    const key = { provider: "github", subject: "4711" };
    expect(await codeOf(linkIdentity({ ...ada, signedInAt: new Date(Date.now() - 11 * 60_000) }, key))).toBe(
      "identity.stale-session",
    );
    await linkIdentity(ada, key);
    expect(await codeOf(linkIdentity(eve, key))).toBe("identity.provider-taken");
    expect(await findUserByIdentity(test.database, key)).toMatchObject({ id: ada.userId });
    // The same subject at another provider is another person.
    expect(await findUserByIdentity(test.database, { provider: "oidc", subject: "4711" })).toBeNull();
  });
});
