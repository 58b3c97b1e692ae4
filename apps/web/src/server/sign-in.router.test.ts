import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { createTestUser, TEST_PASSWORD } from "@redoubt/domain/identity/testing";
import { createInvitation, createSetUpLink } from "@redoubt/domain/organization/server";
import { createTestOrganization, type TestOrganization } from "@redoubt/domain/organization/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useEnvironment } from "../env.ts";
import { closeHouse } from "./context.ts";
import { acceptInvitationRoute, joinRoute, setUpRoute } from "./http/join.ts";
import { signInRoute, signOutRoute } from "./http/sign-in.ts";
import { trpcGetRoute, trpcPostRoute } from "./http/trpc.ts";
import { testEnvironment } from "./testing/environment.ts";
import { cookieToken, visit } from "./testing/visit.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();

describe.skipIf(!hasTestServer())("signing in", () => {
  let test: TestDatabase;
  let person: { userId: string; email: string };
  let organization: TestOrganization;
  beforeAll(async () => {
    test = await createTestDatabase();
    useEnvironment(testEnvironment(test.url));
    person = await createTestUser(test.database, { password: true });
  });
  afterAll(async () => {
    await closeHouse();
    await test?.drop();
  });

  const signIn = (over: Record<string, string> = {}, token?: string): Promise<Response> =>
    visit(signInRoute, { body: JSON.stringify({ email: person.email, password: TEST_PASSWORD, ...over }), token });
  /** Asks for the account over the tRPC endpoint, as a page does. */
  const account = async (token: string | undefined): Promise<unknown> => {
    const response = await visit(trpcGetRoute, { token, url: "/api/trpc/identity.account" });
    return response.json();
  };

  it("sets up the first organization by the operator's link, once", async () => {
    const token = await createSetUpLink(test.database);
    const body = JSON.stringify({
      token,
      organizationName: "First Light",
      name: "Ada",
      email: "ada@example.org",
      password: TEST_PASSWORD,
    });
    const response = await visit(setUpRoute, { body });
    expect(await response.json()).toEqual({ to: "/o/first-light" });
    expect(await account(cookieToken(response))).toMatchObject({
      result: { data: { json: { email: "ada@example.org" } } },
    });
    const again = await visit(setUpRoute, { body });
    expect(again.status).toBe(404);
    expect(await again.json()).toMatchObject({ code: "identity.link-invalid" });
  });

  it("sets a cookie that scripts cannot read, and leads on", async () => {
    const response = await signIn({ next: "/o/first-light/finding" });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ to: "/o/first-light/finding" });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^redoubt-session-4300=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/),
    ]);
    expect(await account(cookieToken(response))).toMatchObject({ result: { data: { json: { email: person.email } } } });
  });

  it("leads nowhere else, whatever the link said", async () => {
    for (const next of ["https://evil.example", "//evil.example", "/\\evil.example"]) {
      expect(await (await signIn({ next })).json()).toEqual({ to: "/" });
      const posted = await visit(signInRoute, {
        headers: FORM,
        body: form({ email: person.email, password: TEST_PASSWORD, next }),
      });
      expect(posted.status).toBe(303);
      expect(posted.headers.get("location")).toBe("/");
    }
  });

  it("answers a wrong password, an unknown address and a malformed one with the same bytes", async () => {
    const answers: unknown[] = [];
    const wrong: Record<string, string>[] = [
      { password: "wrong password" },
      { email: "nobody@example.org" },
      { email: "no address" },
    ];
    for (const over of wrong) {
      const response = await signIn(over);
      const { requestId: _own, ...body } = (await response.json()) as Record<string, unknown>;
      answers.push({ status: response.status, body, cookie: response.headers.getSetCookie() });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 401, body: { code: "identity.wrong-credentials" }, cookie: [] });
  });

  it("leads a plain form back with the problem's code", async () => {
    const response = await visit(signInRoute, {
      headers: FORM,
      body: form({ email: person.email, password: "wrong", next: "/o/x" }),
    });
    expect(response.headers.get("location")).toBe("/sign-in?problem=identity.wrong-credentials&next=%2Fo%2Fx");
  });

  it("ends the session that the browser had, and on sign-out the one that it has", async () => {
    const first = cookieToken(await signIn());
    const second = cookieToken(await signIn({}, first));
    expect(second).not.toBe(first);
    expect(await account(first)).toMatchObject({
      error: { json: { data: { problem: { code: "identity.not-signed-in" } } } },
    });
    const out = await visit(signOutRoute, { token: second });
    expect(out.status).toBe(303);
    expect(out.headers.getSetCookie()[0]).toMatch(/^redoubt-session-4300=; Path=\/; Max-Age=0;/);
    // The cookie that someone kept is of no use.
    expect(await account(second)).toMatchObject({
      error: { json: { data: { problem: { code: "identity.not-signed-in" } } } },
    });
  });

  it("takes no session that it did not make", async () => {
    const chosen = "A".repeat(43);
    const token = cookieToken(await signIn({}, chosen));
    expect(token).not.toBe(chosen);
    expect(await account(chosen)).toHaveProperty("error");
  });

  it("limits attempts, and a made-up X-Forwarded-For does not help", async () => {
    const victim = await createTestUser(test.database, { password: true });
    const codes: unknown[] = [];
    for (let i = 0; i < 12; i++) {
      const response = await visit(signInRoute, {
        body: JSON.stringify({ email: victim.email, password: "wrong" }),
        headers: { "x-forwarded-for": `203.0.113.${i}` },
      });
      codes.push(((await response.json()) as { code: string }).code);
    }
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => "identity.wrong-credentials"));
    expect(codes.slice(10)).toEqual(["identity.too-many-attempts", "identity.too-many-attempts"]);
  });

  it("lets a new person in by invitation, and an existing one", async () => {
    organization = await createTestOrganization(test.database, { slug: "inviting" });
    const { owner } = organization.members;
    const invite = async (): Promise<string> =>
      (await createInvitation(owner.deps, { organization: "inviting", role: "developer" })).token;
    const fresh = await visit(acceptInvitationRoute, {
      body: JSON.stringify({
        token: await invite(),
        name: "Grace",
        email: "grace@example.org",
        password: TEST_PASSWORD,
      }),
    });
    expect(await fresh.json()).toEqual({ to: "/o/inviting" });
    expect(await account(cookieToken(fresh))).toMatchObject({ result: { data: { json: { name: "Grace" } } } });
    const joined = await visit(joinRoute, {
      token: cookieToken(await signIn()),
      body: JSON.stringify({ token: await invite() }),
    });
    expect(await joined.json()).toEqual({ to: "/o/inviting" });
    expect((await visit(joinRoute, { body: JSON.stringify({ token: await invite() }) })).status).toBe(401);
  });

  it("changes nothing by a GET, and takes no mutation in one", async () => {
    const token = cookieToken(await signIn());
    const input = encodeURIComponent(JSON.stringify({ json: { name: "Mallory" } }));
    const response = await visit(trpcGetRoute, { token, url: `/api/trpc/identity.changeName?input=${input}` });
    expect(response.status).toBe(405);
    expect(await account(token)).toMatchObject({ result: { data: { json: { name: "Test Person" } } } });
  });

  it("limits how many calls one request may carry", async () => {
    const token = cookieToken(await signIn());
    const paths = Array.from({ length: 31 }, () => "identity.account").join(",");
    const response = await visit(trpcGetRoute, {
      token,
      url: `/api/trpc/${paths}?batch=1&input=${encodeURIComponent("{}")}`,
    });
    expect(response.status).toBe(400);
    const unknown = await visit(trpcPostRoute, { token, url: "/api/trpc/identity.nothing", body: "{}" });
    expect(unknown.status).toBe(404);
    expect(JSON.stringify(await unknown.json())).not.toContain("identity.nothing");
  });
});
