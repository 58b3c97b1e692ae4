import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { completeFetch, startFetch } from "@redoubt/domain/source/server";
import { fetchedRevision } from "@redoubt/domain/source/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeHouse } from "../../context.ts";
import { createWorld, type World } from "../../testing/world.ts";
import { apiEnvironment, ask, tokenOf } from "./testing.ts";

const ROUTE = "POST /projects/[project]/revisions/[number]/commits";

describe.skipIf(!hasTestServer())("commits of a push", () => {
  let test: TestDatabase;
  let world: World;
  let token: string;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    await apiEnvironment(test.url);
    world = await createWorld(test.database);
    token = (await tokenOf(test.database, world.a, world.a.people.owner)).text;
  });
  afterAll(async () => {
    await closeHouse();
    await test?.drop();
  });

  const project = () => world.a.project.project;
  const tell = (number: number, commits: unknown) =>
    ask(ROUTE, token, {
      params: { project: project(), number: String(number) },
      body: JSON.stringify({ commits }),
      headers: { "content-type": "application/json" },
    });

  async function push(query: string): Promise<number> {
    const { body } = await ask("POST /projects/[project]/revisions", token, {
      params: { project: project() },
      query,
      body: "archive",
      headers: { "content-type": "application/gzip" },
    });
    return (body["revision"] as { number: number }).number;
  }

  async function unpack(number: number): Promise<void> {
    const { system } = world.a.fixture.organization;
    const row = await system.withOrganization((tx) =>
      tx.db.revision.findFirst({ where: { organizationId: system.organizationId, number }, select: { id: true } }),
    );
    const task = row === null ? null : await startFetch(system, row.id);
    if (task === null) throw new Error("nothing to unpack");
    await completeFetch(system, task, fetchedRevision({ depth: null }));
  }

  it("claim fixes once the code is there, on the default branch", async () => {
    const number = await world.a.newFinding();
    const commits = [{ sha: "c".repeat(40), author: "a@example.org", message: `fix\n\nFixes: F-${number}` }];
    const revision = await push("source=ci&ref=main&defaultBranch=main");
    expect(await tell(revision, commits)).toMatchObject({ status: 200, body: { claimed: [] } });
    await unpack(revision);
    expect(await tell(revision, commits)).toMatchObject({ status: 200, body: { claimed: [number] } });
    expect(await tell(revision, commits)).toMatchObject({ status: 200, body: { claimed: [] } });
    const found = await ask("GET /projects/[project]/findings/[finding]", token, {
      params: { project: project(), finding: `F-${number}` },
    });
    expect(found.body["state"]).toBe("fix-claimed");
  });

  it("are refused where they are none, too many, or of a revision that is not there", async () => {
    const revision = await push("source=ci&ref=feature");
    const one = { sha: "d".repeat(40), author: "a@example.org", message: "m" };
    expect((await tell(revision, [{ ...one, sha: "main" }])).status).toBe(400);
    expect(
      (
        await tell(
          revision,
          Array.from({ length: 251 }, () => one),
        )
      ).status,
    ).toBe(400);
    expect((await tell(9999, [one])).status).toBe(404);
  });
});
