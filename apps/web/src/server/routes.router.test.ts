import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { passGate } from "@redoubt/domain/identity/server";
import { testSignInDeps } from "@redoubt/domain/identity/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { PERMISSIONS, TOKEN_SCOPES } from "@redoubt/domain/organization";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useEnvironment } from "../env.ts";
import { closeHouse } from "./context.ts";
import { ROUTES } from "./http/registry.ts";
import type { Route } from "./http/route.ts";
import { ROUTE_TABLE } from "./permission-table.ts";
import { testEnvironment } from "./testing/environment.ts";
import { visit } from "./testing/visit.ts";
import { createWorld, MEMBERS, type Who, type World } from "./testing/world.ts";

const APP = join(import.meta.dirname, "../app");
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const WALLS = ["identity.not-signed-in", "organization.not-found", "organization.forbidden"];
const nameOf = (route: Pick<Route, "method" | "path">): string => `${route.method} ${route.path}`;

const files = readdirSync(APP, { recursive: true, encoding: "utf8" }).filter((file) => /(^|\/)route\.tsx?$/.test(file));
const routes = ROUTES.map((route) => ({ name: nameOf(route), route }));

describe("every route", () => {
  it("was found by the walk over the app's folders", () => {
    expect(files.length).toBeGreaterThan(10);
  });

  it.each(files)("%s serves only what the registry declares, method by method", async (file) => {
    const served = (await import(join(APP, file))) as Record<string, unknown>;
    const path = `/${file.replace(/\/route\.tsx?$/, "")}`.replace(/\/\([^)]+\)/g, "");
    const methods = METHODS.filter((method) => served[method] !== undefined);
    expect(methods.length).toBeGreaterThan(0);
    for (const method of methods) {
      const declared = ROUTES.find((route) => nameOf(route) === `${method} ${path}`);
      expect(declared, `${method} ${path} in server/http/registry.ts`).toBeDefined();
      expect(served[method]).toBe(declared?.handler);
    }
  });

  it.each(routes)("$name has a row in the table that says the same", ({ name, route }) => {
    const row = ROUTE_TABLE[name];
    expect(row, `a row for ${name} in permission-table.ts`).toBeDefined();
    const { access } = route;
    if (access.kind === "token") {
      expect(route.path).toMatch(/^\/api\/v1\//);
      expect(Array.isArray(row)).toBe(access.permission !== null);
      if (access.permission !== null) expect(PERMISSIONS).toContain(access.permission);
      if (access.scope !== null) expect(TOKEN_SCOPES).toContain(access.scope);
    } else if (access.kind === "organization" || access.kind === "project") {
      expect(PERMISSIONS).toContain(access.permission);
      expect(Array.isArray(row)).toBe(true);
      expect(route.path).toContain("[organization]");
      if (access.kind === "project") expect(route.path).toContain("[project]");
    } else {
      expect(row).toBe(access.kind === "user" ? "signed-in" : access.kind);
    }
  });

  it("is the only thing that has a row, and there is none twice", () => {
    const names = ROUTES.map(nameOf);
    expect(Object.keys(ROUTE_TABLE).sort()).toEqual([...new Set(names)].sort());
    expect(names.length).toBe(new Set(names).size);
  });

  it("is a file route.ts: there is no server action beside", () => {
    const root = join(APP, "..");
    const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
    expect(sources.length).toBeGreaterThan(50);
    const actions = sources.filter((file) => /^\s*"use server"/m.test(readFileSync(join(root, file), "utf8")));
    expect(actions).toEqual([]);
  });
});

describe.skipIf(!hasTestServer())("routes", () => {
  let test: TestDatabase;
  let world: World;
  const tokens = new Map<Who, string>();
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    useEnvironment(testEnvironment(test.url));
    world = await createWorld(test.database);
    const signIn = async (userId: string): Promise<string> =>
      (await passGate(testSignInDeps(test.database), { who: { userId }, prove: async () => true })).token;
    for (const who of MEMBERS) tokens.set(who, await signIn(world.a.people[who]));
    tokens.set("outsider", await signIn(world.b.people.owner));
  });
  afterAll(async () => {
    await closeHouse();
    await test?.drop();
  });

  const codeOf = async (response: Response): Promise<string | undefined> => {
    if (!(response.headers.get("content-type") ?? "").startsWith("application/json")) {
      await response.body?.cancel();
      return undefined;
    }
    const { code } = (await response.json()) as { code?: string };
    return code;
  };

  function wallFor(name: string, route: Route, who: Who): string | undefined {
    const row = ROUTE_TABLE[name];
    if (who === "anonymous") return "identity.not-signed-in";
    if (row === "signed-in") return undefined;
    if (who === "outsider") return "organization.not-found";
    if (Array.isArray(row) && row.includes(who)) return undefined;
    return route.access.kind === "project" && who === "auditor" ? "organization.not-found" : "organization.forbidden";
  }

  // What tokens open is tried in http/api.
  const guarded = routes.filter(({ route }) => !["public", "procedures", "token"].includes(route.access.kind));
  it.each(guarded)(
    "$name refuses all that the table does not name, and lets the others pass",
    async ({ name, route }) => {
      // Parts of the path beside the two scopes name nothing: the wall stands before they are looked at.
      const params = { provider: "none", revision: "1", report: "1", format: "pdf", ...world.a.project };
      for (const who of [...MEMBERS, "outsider", "anonymous"] as const) {
        const stop = new AbortController();
        const response = await visit(route, { params, token: tokens.get(who), signal: stop.signal });
        const code = await codeOf(response);
        stop.abort();
        const expected = wallFor(name, route, who);
        // A provider that is not configured is answered like an unknown place.
        const seen = name.includes("[provider]") && code === "organization.not-found" ? undefined : code;
        expect(seen !== undefined && WALLS.includes(seen) ? seen : undefined, `${name} as ${who}`).toBe(expected);
      }
    },
  );

  const changing = routes.filter(
    ({ route }) => route.method !== "GET" && route.path !== "/api/csp-report" && route.access.kind !== "token",
  );
  it.each(changing)("$name takes nothing from another origin, or from nowhere", async ({ route }) => {
    const token = tokens.get("owner");
    const origins: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "" },
      { origin: "", "sec-fetch-site": "cross-site" },
    ];
    for (const headers of origins) {
      const response = await visit(route, { params: world.a.project, token, headers });
      expect(response.status).toBe(403);
      expect(await codeOf(response)).toBe("request.foreign-origin");
    }
  });

  it.each(changing.filter(({ route }) => route.accepts.length > 0))(
    "$name takes no body of a type that it does not name",
    async ({ route }) => {
      const response = await visit(route, {
        params: world.a.project,
        token: tokens.get("owner"),
        headers: { "content-type": "text/plain" },
      });
      expect(await codeOf(response)).toBe("request.wrong-media-type");
    },
  );

  it.each(routes)("$name answers with the headers of data", async ({ route }) => {
    const response = await visit(route, { params: { ...world.a.project, provider: "none" } });
    await response.body?.cancel();
    expect(
      Object.fromEntries(
        ["x-content-type-options", "referrer-policy", "cross-origin-opener-policy", "x-frame-options"].map((name) => [
          name,
          response.headers.get(name),
        ]),
      ),
    ).toEqual({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "x-frame-options": "DENY",
    });
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.has("strict-transport-security")).toBe(false);
  });
});
