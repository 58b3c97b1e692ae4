import { createTestDatabase, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import { addTestRevision, createTestRevision, fetchedRevision } from "./testing.ts";
import { cancelRevision } from "./use-cases/cancel-revision.ts";
import { completeFetch } from "./use-cases/complete-fetch.ts";
import { connectFolder } from "./use-cases/connect-folder.ts";
import { connectGit } from "./use-cases/connect-git.ts";
import { failFetch } from "./use-cases/fail-fetch.ts";
import { getRevision } from "./use-cases/get-revision.ts";
import { listRevisions } from "./use-cases/list-revisions.ts";
import { listSources } from "./use-cases/list-sources.ts";
import { recordUpload } from "./use-cases/record-upload.ts";
import { reportFetchProgress } from "./use-cases/report-fetch-progress.ts";
import { retryRevision } from "./use-cases/retry-revision.ts";
import { startFetch } from "./use-cases/start-fetch.ts";
import { updateSource } from "./use-cases/update-source.ts";

const scope = { organization: "x", project: "x" };
let test: TestDatabase;
let project: TestProject;

beforeAll(async () => {
  test = await createTestDatabase(Object.values(JOBS));
  project = await createTestProject(test.database);
});
afterAll(() => test.drop());

async function revisionIdOf(number: number, of = project): Promise<string> {
  const { rows } = await test.owner.query("SELECT id FROM revision WHERE project_id = $1 AND number = $2", [
    of.projectId,
    number,
  ]);
  return rows[0].id;
}

describe("connecting", () => {
  it("takes an access token only from somebody who signed in within the last minutes", async () => {
    const deps = project.as("developer");
    if (deps.actor.kind !== "user") throw new Error("no person");
    const late = { ...deps, actor: { ...deps.actor, signedInAt: new Date(Date.now() - 11 * 60_000) } };
    const url = "https://git.example.org/a/late.git";
    const stale = { code: "identity.stale-session" };
    await expect(connectGit(late, { ...scope, url, token: "s3cret-token" })).rejects.toMatchObject(stale);
    const { source } = await connectGit(late, { ...scope, url });
    const change = { ...scope, sourceId: toUuid(source.id), rowVersion: 1 };
    await expect(updateSource(late, { ...change, token: "s3cret-token" })).rejects.toMatchObject(stale);
    expect(await updateSource(late, { ...change, name: "late" })).toMatchObject({ hasCredential: false });
    // To take one away needs no look: it gives nobody anything.
    expect(await updateSource(late, { ...change, rowVersion: 2, token: null })).toMatchObject({ hasCredential: false });
  });

  it("seals the token, audits, and enqueues the fetch in the same transaction", async () => {
    const deps = project.as("developer");
    const { source, revision } = await connectGit(deps, {
      ...scope,
      url: "https://git.example.org/a/vault.git",
      token: "s3cret-token",
    });
    expect(source).toMatchObject({ kind: "git", name: "vault", hasCredential: true });
    expect(JSON.stringify(source)).not.toContain("s3cret-token");
    const stored = await test.owner.query("SELECT credential_sealed FROM source WHERE id = $1", [toUuid(source.id)]);
    expect(stored.rows[0].credential_sealed).not.toContain("s3cret-token");
    const id = await revisionIdOf(revision);
    const jobs = await test.owner.query(
      "SELECT data FROM pgboss.job WHERE name = 'source.fetch-revision' AND data->>'subjectId' = $1",
      [id],
    );
    expect(jobs.rows).toHaveLength(1);
    expect(JSON.stringify(jobs.rows)).not.toContain("s3cret-token");
    const audit = await test.owner.query(
      "SELECT details FROM audit_event WHERE action = 'source.connect' AND subject_id = $1",
      [toUuid(source.id)],
    );
    expect(audit.rows).toHaveLength(1);
    const task = await startFetch(project.system, id);
    expect(task?.token).toBe("s3cret-token");
  });

  it("clears a stored token when the address moves to another host, and refuses a stale write", async () => {
    const deps = project.as("developer");
    const { source } = await connectGit(deps, { ...scope, url: "https://one.example.org/v.git", token: "abc" });
    const sourceId = toUuid(source.id);
    const same = await updateSource(deps, { ...scope, sourceId, rowVersion: 1, url: "https://one.example.org/w.git" });
    expect(same.hasCredential).toBe(true);
    const moved = await updateSource(deps, { ...scope, sourceId, rowVersion: 2, url: "https://two.example.org/w.git" });
    expect(moved.hasCredential).toBe(false);
    await expect(updateSource(deps, { ...scope, sourceId, rowVersion: 2, name: "late" })).rejects.toMatchObject({
      code: "source.stale",
    });
  });

  it("takes only folders that the operator allows", async () => {
    const deps = project.as("developer");
    const policy = { allowedFolders: ["/srv/code/"] };
    await expect(connectFolder(deps, { ...scope, folder: "/srv/codex" }, policy)).rejects.toMatchObject({
      code: "source.folder-not-allowed",
    });
    await expect(connectFolder(deps, { ...scope, folder: "/srv/code/../etc" }, policy)).rejects.toMatchObject({
      code: "source.folder-not-allowed",
    });
    expect((await connectFolder(deps, { ...scope, folder: "/srv/code/a" }, policy)).source.name).toBe("a");
  });

  it("puts uploads of one name into one source", async () => {
    const deps = project.as("developer");
    const upload = { uploadKey: "k", sha256: "0".repeat(64), size: 3 };
    await recordUpload(deps, { ...upload, name: "vault.zip" });
    await recordUpload(deps, { ...upload, name: "vault.tar.gz" });
    const sources = (await listSources(deps)).filter((source) => source.kind === "upload");
    expect(sources).toHaveLength(1);
    expect(sources[0]?.revisionCount).toBe(2);
  });
});

describe("fetching", () => {
  it("publishes once: a stale attempt changes nothing", async () => {
    const own = await createTestProject(test.database);
    const { revision } = await connectGit(own.as("developer"), { ...scope, url: "https://git.example.org/v.git" });
    const id = await revisionIdOf(revision, own);
    const dead = await startFetch(own.system, id);
    const alive = await startFetch(own.system, id);
    if (dead === null || alive === null) throw new Error("no task");
    expect(alive.attempt).toBe(dead.attempt + 1);
    expect(await reportFetchProgress(own.system, dead, { phase: "late" })).toBe(false);
    await expect(completeFetch(own.system, dead, fetchedRevision())).rejects.toMatchObject({
      code: "source.stale-attempt",
    });
    await failFetch(own.system, dead, "late");
    await completeFetch(own.system, alive, fetchedRevision());
    const detail = await getRevision(own.as("developer"), { ...scope, revision });
    expect(detail).toMatchObject({ state: "ready", ref: "main", nsloc: 100 });
    expect(detail.roots).toHaveLength(1);
    expect(await startFetch(own.system, id)).toBeNull();
  });

  it("gives up after three attempts that died, keeps the input, and can be retried by hand", async () => {
    const own = await createTestProject(test.database);
    const { revision } = await connectGit(own.as("developer"), { ...scope, url: "https://git.example.org/v.git" });
    const id = await revisionIdOf(revision, own);
    for (let attempt = 0; attempt < 3; attempt += 1) expect(await startFetch(own.system, id)).not.toBeNull();
    expect(await startFetch(own.system, id)).toBeNull();
    expect(await getRevision(own.as("developer"), { ...scope, revision })).toMatchObject({ state: "failed" });
    await retryRevision(own.as("developer"), { ...scope, revision });
    expect(await startFetch(own.system, id)).not.toBeNull();
  });

  it("stops an attempt that a person cancelled", async () => {
    const own = await createTestProject(test.database);
    const { revision } = await connectGit(own.as("developer"), { ...scope, url: "https://git.example.org/v.git" });
    const task = await startFetch(own.system, await revisionIdOf(revision, own));
    if (task === null) throw new Error("no task");
    await cancelRevision(own.as("developer"), { ...scope, revision });
    expect(await reportFetchProgress(own.system, task, { phase: "cloning" })).toBe(false);
    await expect(completeFetch(own.system, task, fetchedRevision())).rejects.toMatchObject({
      code: "source.stale-attempt",
    });
  });

  it("finds the parent by depth, whatever the order of arrival", async () => {
    const own = await createTestProject(test.database);
    const deps = own.as("developer");
    const third = await createTestRevision(deps, { depth: 30 });
    const first = await addTestRevision(deps, third.sourceId, { depth: 10 });
    const second = await addTestRevision(deps, third.sourceId, { depth: 20 });
    const parentOf = async (number: number) => (await getRevision(deps, { ...scope, revision: number })).parentNumber;
    expect(await parentOf(first.number)).toBeNull();
    expect(await parentOf(second.number)).toBe(first.number);
    expect((await listRevisions(deps, { ...scope, limit: 50 })).map((revision) => revision.number)).toEqual([3, 2, 1]);
  });
});

describe("isolation", () => {
  it("answers ids of another organization and of another project like unknown ones", async () => {
    const other = await createTestProject(test.database);
    const foreign = await createTestRevision(other.as("owner"));
    const deps = project.as("owner");
    const sibling = await createTestProject(test.database, { organization: project.organization, slug: "second" });
    const change = { ...scope, sourceId: foreign.sourceId, rowVersion: 1, name: "mine" };
    await expect(updateSource(deps, change)).rejects.toMatchObject({ code: "source.not-found" });
    const own = await createTestRevision(sibling.as("owner"));
    await expect(updateSource(deps, { ...change, sourceId: own.sourceId })).rejects.toMatchObject({
      code: "source.not-found",
    });
    await expect(getRevision(sibling.as("owner"), { ...scope, revision: 999 })).rejects.toMatchObject({
      code: "source.revision-not-found",
    });
    await expect(startFetch(project.system, foreign.revisionId)).rejects.toMatchObject({
      code: "source.revision-not-found",
    });
  });
});
