import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { changeMemberRole, removeMember, revokeApiToken } from "@redoubt/domain/organization/server";
import { createTestUser } from "@redoubt/domain/identity/testing";
import { addMember } from "@redoubt/domain/organization/testing";
import { createTestProject } from "@redoubt/domain/project/testing";
import { toUuid } from "@redoubt/domain/shared";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeHouse } from "../../context.ts";
import { createWorld, MEMBERS, type Who, type World } from "../../testing/world.ts";
import { ROUTE_TABLE } from "../../permission-table.ts";
import { ROUTES } from "../registry.ts";
import { trpcGetRoute } from "../trpc.ts";
import { visit } from "../../testing/visit.ts";
import { API_ROUTES } from "./routes.ts";
import { apiEnvironment, ask, tokenOf } from "./testing.ts";

/** A body that each changing route takes, so that the wall is reached and not the form. */
const TAR = "not an archive, which is the worker's to say";

describe.skipIf(!hasTestServer())("the API", () => {
  let test: TestDatabase;
  let world: World;
  const tokens = new Map<Who, string>();
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    await apiEnvironment(test.url);
    world = await createWorld(test.database);
    for (const who of MEMBERS) tokens.set(who, (await tokenOf(test.database, world.a, world.a.people[who])).text);
    tokens.set("outsider", (await tokenOf(test.database, world.b, world.b.people.owner)).text);
  });
  afterAll(async () => {
    await closeHouse();
    await test?.drop();
  });

  const owner = (): string => tokens.get("owner") ?? "";
  const project = () => ({ project: world.a.project.project });
  const WALLS = ["organization.token-invalid", "organization.not-found", "organization.forbidden", "api.scope-missing"];
  const names = API_ROUTES.map((route) => `${route.method} ${route.path.slice("/api/v1".length)}`);

  function wallFor(name: string, who: Who): string | undefined {
    const row = ROUTE_TABLE[name.replace(" ", " /api/v1")];
    if (who === "anonymous") return "organization.token-invalid";
    if (!Array.isArray(row)) return undefined;
    const inProject = name.includes("[project]");
    if (who === "outsider") return inProject ? "organization.not-found" : undefined;
    if (row.includes(who)) return undefined;
    return inProject && who === "auditor" ? "organization.not-found" : "organization.forbidden";
  }

  it.each(names)("%s opens to the tokens of those that the table names, and to no other", async (name) => {
    for (const who of [...MEMBERS, "outsider", "anonymous"] as const) {
      const params = { ...project(), number: "1", finding: "F-1", document: "1.json" };
      const { body } = await ask(name, tokens.get(who), { params, body: TAR });
      const code = String(body["code"]);
      expect(WALLS.includes(code) ? code : undefined, `${name} as ${who}`).toBe(wallFor(name, who));
    }
  });

  it.each(names)("%s wants its scope", async (name) => {
    const route = API_ROUTES.find((each) => `${each.method} ${each.path.slice("/api/v1".length)}` === name);
    const scope = route?.api.scope ?? null;
    if (scope === null) return;
    const other = scope === "report:read" ? "project:read" : "report:read";
    const { text } = await tokenOf(test.database, world.a, world.a.people.owner, { scopes: [other] });
    const params = { ...project(), number: "1", finding: "F-1", document: "1.json" };
    const { status, body } = await ask(name, text, { params, body: TAR });
    expect({ status, code: body["code"], details: body["details"] }).toEqual({
      status: 403,
      code: "api.scope-missing",
      details: { scope },
    });
  });

  it("tells a token what it is", async () => {
    const { text } = await tokenOf(test.database, world.a, world.a.people.developer, {
      scopes: ["finding:read"],
      project: world.a.project.project,
      days: null,
    });
    const { status, body, headers } = await ask("GET /me", text);
    expect(status).toBe(200);
    expect(body).toEqual({
      organization: { slug: world.a.organization.organization, name: expect.any(String) },
      token: { name: "test", scopes: ["finding:read"], expiresAt: null },
      project: world.a.project.project,
      url: "http://localhost:4300",
    });
    expect(headers.get("cache-control")).toContain("no-store");
    expect(headers.has("access-control-allow-origin")).toBe(false);
  });

  describe("a token", () => {
    const findings = (text: string | undefined, slug = world.a.project.project) =>
      ask("GET /projects/[project]/findings", text, { params: { project: slug } });

    it("of one organization finds nothing in another", async () => {
      const theirs = await findings(owner(), world.b.project.project);
      const nowhere = await findings(owner(), "no-such-project");
      expect(theirs.status).toBe(404);
      expect({ ...theirs.body, requestId: "" }).toEqual({ ...nowhere.body, requestId: "" });
    });

    it.each([
      ["nothing", undefined],
      ["a word", "secret"],
      ["one with another checksum", "flip-last"],
      ["one of another organization", "swap-organization"],
    ])("that is %s is none", async (_name, kind) => {
      const text = owner();
      const other = tokens.get("outsider") ?? "";
      const made =
        kind === "flip-last"
          ? text.slice(0, -1) + (text.endsWith("a") ? "b" : "a")
          : kind === "swap-organization"
            ? other.slice(0, 37) + text.slice(37)
            : kind;
      const { status, body, headers } = await findings(made);
      expect({ status, code: body["code"] }).toEqual({ status: 401, code: "organization.token-invalid" });
      expect(headers.get("www-authenticate")).toContain("Bearer");
    });

    it("is not taken from a cookie or the query, and a session opens nothing here", async () => {
      const params = project();
      const route = "GET /projects/[project]/findings";
      expect((await ask(route, undefined, { params, token: owner() })).status).toBe(401);
      expect((await ask(route, undefined, { params, query: `token=${owner()}` })).status).toBe(401);
      expect((await ask(route, undefined, { params, headers: { authorization: `Basic ${owner()}` } })).status).toBe(
        401,
      );
    });

    it("opens no route of the screens: those look at cookies alone", async () => {
      const scope = { organization: world.a.organization.organization, project: world.a.project.project };
      const cookieRoutes = ROUTES.filter((route) => ["user", "organization", "project"].includes(route.access.kind));
      expect(cookieRoutes.length).toBeGreaterThan(5);
      for (const route of cookieRoutes) {
        const response = await visit(route, { params: { ...scope, provider: "none" }, bearer: owner() });
        expect([route.path, response.status]).toEqual([route.path, 401]);
      }
      const procedure = await visit(trpcGetRoute, {
        params: { trpc: "organization.tokens" },
        url: `/api/trpc/organization.tokens?input=${encodeURIComponent(JSON.stringify({ json: { organization: scope.organization } }))}`,
        bearer: owner(),
      });
      expect(procedure.status).toBe(401);
    });

    it("ends when it is revoked, at once", async () => {
      const { text, id } = await tokenOf(test.database, world.a, world.a.people.owner);
      expect((await findings(text)).status).toBe(200);
      const deps = world.a.fixture.organization.members.owner.deps;
      await revokeApiToken(deps, { ...world.a.organization, tokenId: toUuid(id) });
      expect((await findings(text)).status).toBe(401);
    });

    it("ends at its end", async () => {
      const { text, id } = await tokenOf(test.database, world.a, world.a.people.owner, { days: 1 });
      expect((await findings(text)).status).toBe(200);
      const { system, organizationId } = world.a.fixture.organization;
      await system.withOrganization((tx) =>
        tx.db.apiToken.updateMany({
          where: { organizationId, id: toUuid(id) },
          data: { expiresAt: new Date(tx.now.getTime() - 1) },
        }),
      );
      expect((await findings(text)).status).toBe(401);
    });

    it("loses what its maker loses, and all when the maker leaves", async () => {
      const { organization } = world.a.fixture;
      const { userId, memberId } = await newLead();
      const { text } = await tokenOf(test.database, world.a, userId);
      const push = () =>
        ask("POST /projects/[project]/revisions", text, { params: project(), body: TAR, query: "scan=false" });
      expect((await push()).status).toBe(202);
      const scope = world.a.organization;
      const owners = organization.members.owner.deps;
      await changeMemberRole(owners, { ...scope, memberId, role: "manager", rowVersion: 1 });
      const demoted = await push();
      expect({ status: demoted.status, code: demoted.body["code"] }).toEqual({
        status: 403,
        code: "organization.forbidden",
      });
      expect((await findings(text)).status).toBe(200);
      await removeMember(owners, { ...scope, memberId });
      expect((await findings(text)).status).toBe(401);
      // Coming back brings the person back, not the token.
      await organization.system.withOrganization((tx) =>
        tx.db.member.updateMany({ where: { id: memberId }, data: { removedAt: null, role: "owner" } }),
      );
      expect((await findings(text)).status).toBe(401);
    });

    it("opens nothing while its maker's account is disabled", async () => {
      const { userId } = await newLead();
      const { text } = await tokenOf(test.database, world.a, userId);
      const set = (disabledAt: Date | null) =>
        test.database.asSystem("test", (tx) => tx.db.user.updateMany({ where: { id: userId }, data: { disabledAt } }));
      await set(new Date());
      expect((await findings(text)).status).toBe(401);
      await set(null);
      expect((await findings(text)).status).toBe(200);
    });

    it("for one project sees no other, not even in the list", async () => {
      const other = await createTestProject(test.database, {
        organization: world.a.fixture.organization,
        slug: "beside",
      });
      const { text } = await tokenOf(test.database, world.a, world.a.people.owner, { project: other.slug });
      expect((await findings(text, other.slug)).status).toBe(200);
      const hidden = await findings(text);
      expect({ status: hidden.status, code: hidden.body["code"] }).toEqual({
        status: 404,
        code: "organization.not-found",
      });
      const list = await ask("GET /projects", text);
      expect((list.body["items"] as { slug: string }[]).map((item) => item.slug)).toEqual(["beside"]);
    });

    it("is named by the audit events of what it changed, and of what it was refused", async () => {
      const { text, id } = await tokenOf(test.database, world.a, world.a.people.manager, {
        scopes: ["source:write", "project:read"],
      });
      await ask("POST /projects/[project]/revisions", text, { params: project(), body: TAR });
      const { text: right, id: rightId } = await tokenOf(test.database, world.a, world.a.people.owner);
      await ask("POST /projects/[project]/revisions", right, { params: project(), body: TAR });
      const { system, organizationId } = world.a.fixture.organization;
      const events = await system.withOrganization((tx) =>
        tx.db.auditEvent.findMany({
          where: { organizationId, tokenId: { in: [toUuid(id), toUuid(rightId)] } },
          select: { action: true, outcome: true, tokenId: true, actorUserId: true, requestId: true },
        }),
      );
      expect(events.map(({ requestId: _id, ...event }) => event)).toEqual(
        expect.arrayContaining([
          {
            action: "source.push",
            outcome: "denied",
            tokenId: toUuid(id),
            actorUserId: world.a.people.manager,
          },
          { action: "source.push", outcome: "done", tokenId: toUuid(rightId), actorUserId: world.a.people.owner },
        ]),
      );
      expect(events.every((event) => event.requestId !== null)).toBe(true);
    });

    it("notes its last use, and no text of a token is in the database", async () => {
      const { text, id } = await tokenOf(test.database, world.a, world.a.people.owner);
      await findings(text);
      const { system, organizationId } = world.a.fixture.organization;
      const row = await system.withOrganization((tx) =>
        tx.db.apiToken.findFirst({ where: { organizationId, id: toUuid(id) } }),
      );
      expect(row?.lastUsedAt).toBeInstanceOf(Date);
      expect(JSON.stringify(row)).not.toContain(text.slice(38, 60));
    });

    it("is told to wait beyond its rate, and others are not", async () => {
      const { text, id } = await tokenOf(test.database, world.a, world.a.people.owner);
      await test.database.asSystem("test", async (tx) => {
        const start = new Date(Math.floor(tx.now.getTime() / 60_000) * 60_000);
        const key = `token:${toUuid(id)}`;
        for (const windowStart of [start, new Date(start.getTime() + 60_000)])
          await tx.db.rateLimit.createMany({ data: [{ key, windowStart, count: 10_000 }] });
      });
      const { status, headers, body } = await findings(text);
      expect({ status, code: body["code"] }).toEqual({ status: 429, code: "organization.too-many-requests" });
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await findings(owner())).status).toBe(200);
    });

    it("comes from no page of another site", async () => {
      const { status, body } = await ask("GET /me", owner(), { headers: { origin: "https://evil.example" } });
      expect({ status, code: body["code"] }).toEqual({ status: 403, code: "request.foreign-origin" });
    });

    async function newLead(): Promise<{ userId: string; memberId: string }> {
      const { userId } = await createTestUser(test.database, { name: "lead who leaves" });
      return { userId, memberId: await addMember(world.a.fixture.organization.system, userId, "security-lead") };
    }
  });

  describe("a list", () => {
    it("goes on by its cursor, which opens no other list and cannot be made up", async () => {
      for (let count = 0; count < 3; count += 1) await world.a.newFinding();
      const route = "GET /projects/[project]/findings";
      const params = project();
      const first = await ask(route, owner(), { params, query: "limit=1&severity=low" });
      const next = String(first.body["next"]);
      const second = await ask(route, owner(), { params, query: `limit=1&severity=low&cursor=${next}` });
      const nameIn = (page: typeof first) => (page.body["items"] as { name: string }[]).map((item) => item.name);
      expect(second.status).toBe(200);
      expect(nameIn(second)).not.toEqual(nameIn(first));
      const tries = [
        `severity=high&cursor=${next}`,
        `cursor=${next}`,
        `severity=low&cursor=${next.slice(0, -2)}`,
        `severity=low&cursor=${Buffer.from('[1e300,"x"]').toString("base64url")}.${next.split(".")[1]}`,
        "severity=low&cursor=%00",
        "severity=low&cursor=..%2F..",
      ];
      for (const query of tries) {
        const { status, body } = await ask(route, owner(), { params, query });
        expect({ query, status, code: body["code"] }).toEqual({ query, status: 400, code: "api.bad-cursor" });
      }
      const foreign = await ask(route, tokens.get("outsider"), {
        params: { project: world.b.project.project },
        query: `limit=1&severity=low&cursor=${next}`,
      });
      expect(foreign.status).toBe(400);
    });

    it("takes no name that it does not know, none twice, and nothing beyond its limits", async () => {
      const route = "GET /projects/[project]/findings";
      for (const query of ["unknown=1", "limit=0", "limit=101", "limit=x", "sort=number&sort=updated", "__proto__=1"]) {
        const { status, body, headers } = await ask(route, owner(), { params: project(), query });
        expect({ query, status, code: body["code"] }).toEqual({ query, status: 400, code: "input.invalid" });
        expect(headers.get("content-type")).toBe("application/problem+json");
      }
    });
  });

  it.each(["0", "-1", "1.5", "999999999999", "x", "1%00"])("finds nothing under the number %s", async (number) => {
    const { status } = await ask("GET /projects/[project]/scans/[number]", owner(), {
      params: { ...project(), number },
    });
    expect(status).toBe(404);
  });
});
