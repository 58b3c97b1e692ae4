import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { passGate } from "@redoubt/domain/identity/server";
import { testSignInDeps } from "@redoubt/domain/identity/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { createTestProject, type TestProject } from "@redoubt/domain/project/testing";
import { getScanRequest } from "@redoubt/domain/scan/server";
import { createTestRevision } from "@redoubt/domain/source/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useEnvironment } from "../../env.ts";
import { closeHouse } from "../context.ts";
import { testEnvironment } from "../testing/environment.ts";
import { visit } from "../testing/visit.ts";
import { importRoute } from "./finding-import.ts";

describe.skipIf(!hasTestServer())("POST …/import", () => {
  let test: TestDatabase;
  let project: TestProject;
  let folder: string;
  let token: string;
  const scope = () => ({ organization: project.organization.slug, project: project.slug });

  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    folder = await mkdtemp(join(tmpdir(), "redoubt-import-"));
    useEnvironment({ ...testEnvironment(test.url), DATA_DIR: folder });
    project = await createTestProject(test.database);
    const { userId } = project.organization.members.developer;
    token = (await passGate(testSignInDeps(test.database), { who: { userId }, prove: async () => true })).token;
  });
  afterAll(async () => {
    await closeHouse();
    await test?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const send = async (query: string, body: string, headers: Record<string, string> = {}) => {
    const response = await visit(importRoute, { params: scope(), token, body, headers, url: `/import?${query}` });
    return { status: response.status, answer: (await response.json()) as { scan?: number; code?: string } };
  };
  const artifacts = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

  it("keeps the report and asks for its import, with the revision that it is about", async () => {
    const { number } = await createTestRevision(project.as("developer"));
    const { status, answer } = await send(`name=audit.sarif&revision=${number}`, '{"version":"2.1.0","runs":[]}');
    expect(status).toBe(201);
    const request = await getScanRequest(project.as("developer"), {
      ...scope(),
      number: answer.scan ?? 0,
      logTail: 0,
    });
    expect(request).toMatchObject({ kind: "import", state: "queued", revision: { number } });
    const scan = await test.owner.query("SELECT upload_key FROM scan WHERE scan_request_id IS NOT NULL");
    expect(scan.rows).toHaveLength(1);
    const jobs = await test.owner.query("SELECT data FROM pgboss.job WHERE name = 'finding.import-report'");
    expect(jobs.rows).toHaveLength(1);
    expect(await artifacts()).toBe(1);
  });

  it("keeps nothing of what it refuses", async () => {
    const before = await artifacts();
    expect(await send("revision=999", "{}")).toMatchObject({
      status: 404,
      answer: { code: "source.revision-not-found" },
    });
    expect(await send("name=x", "")).toMatchObject({ status: 400, answer: { code: "request.empty" } });
    expect(await send("revision=-1", "{}")).toMatchObject({ status: 400, answer: { code: "input.invalid" } });
    expect(await send("other=1", "{}")).toMatchObject({ status: 400, answer: { code: "input.invalid" } });
    expect(await artifacts()).toBe(before);
  });

  it("refuses a file of which only a part arrived, and keeps nothing of it", async () => {
    const before = await artifacts();
    const { status, answer } = await send("name=cut.sarif", '{"version":"2.1.0"', { "content-length": "4096" });
    expect(status).toBe(400);
    expect(answer.code).toBe("request.cut-off");
    expect(await artifacts()).toBe(before);
  });
});
