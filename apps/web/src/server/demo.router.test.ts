import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { createTestUser } from "@redoubt/domain/identity/testing";
import { addMember, createTestOrganization } from "@redoubt/domain/organization/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useEnvironment } from "../env.ts";
import { PEER_HEADER } from "./caller.ts";
import { closeHouse } from "./context.ts";
import { demoSignInRoute } from "./http/demo.ts";
import { healthRoute } from "./http/health.ts";
import { testEnvironment } from "./testing/environment.ts";
import { cookieToken, visit } from "./testing/visit.ts";

describe.skipIf(!hasTestServer())("demo personas", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    useEnvironment({ ...testEnvironment(test.url), DEMO: "1" });
    const demo = await createTestOrganization(test.database, { demo: true });
    const lead = await createTestUser(test.database, { email: "lead@demo.invalid" });
    await addMember(demo.system, lead.userId, "security-lead");
    const real = await createTestOrganization(test.database);
    const impostor = await createTestUser(test.database, { email: "manager@demo.invalid" });
    await addMember(real.system, impostor.userId, "manager");
  });
  afterAll(async () => {
    await closeHouse();
    await test?.drop();
  });

  const as = (persona: string, headers: Record<string, string> = {}): Promise<Response> =>
    visit(demoSignInRoute, { params: { persona }, headers });

  it("signs in from this machine", async () => {
    const response = await as("lead");
    expect(response.status).toBe(303);
    expect(cookieToken(response)).toHaveLength(43);
  });

  it.each([
    ["a person that there is not", "developer", {}],
    ["a name that is no persona", "root", {}],
    ["a member of a real organization only", "manager", {}],
    ["another machine", "lead", { [PEER_HEADER]: "192.0.2.1" }],
    ["an unknown peer", "lead", { [PEER_HEADER]: "" }],
  ])("does not exist for %s", async (_what, persona, headers) => {
    const response = await as(persona, headers);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "organization.persona-not-found" });
  });

  it("answers nothing at all under another name, here and elsewhere", async () => {
    for (const host of ["evil.example", "evil.example:4300", "localhost.evil.example", ""]) {
      expect((await as("lead", { host })).status).toBe(403);
      expect((await visit(healthRoute, { headers: { host } })).status).toBe(403);
    }
  });
});

describe.skipIf(!hasTestServer())("demo personas of another origin", () => {
  it("are not reached by a page of another site", async () => {
    const response = await visit(demoSignInRoute, {
      params: { persona: "lead" },
      headers: { origin: "https://evil.example" },
    });
    expect(response.status).toBe(403);
  });
});
