import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { PushFacts } from "./schema.ts";
import { fetchedRevision } from "./testing.ts";
import { completeFetch } from "./use-cases/complete-fetch.ts";
import { getRevision } from "./use-cases/get-revision.ts";
import { listSources } from "./use-cases/list-sources.ts";
import { recordPush } from "./use-cases/record-push.ts";
import { startFetch } from "./use-cases/start-fetch.ts";

const scope = { organization: "x", project: "x" };
const commit = (letter: string): string => letter.repeat(40);

describe.skipIf(!hasTestServer())("a push", () => {
  let test: TestDatabase;
  let project: TestProject;
  let deps: ProjectDeps;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
  });
  afterAll(async () => test?.drop());
  beforeEach(async () => {
    project = await createTestProject(test.database);
    deps = project.as("ci");
  });

  /** Pushes, and lets the worker's part be done. */
  async function push(facts: Partial<PushFacts>): Promise<number> {
    const stored = { uploadKey: "key", sha256: "0".repeat(64), size: 10 };
    const { id, number } = await recordPush(deps, { ...PushFacts.parse(facts), ...stored });
    const task = await startFetch(deps, id);
    if (task === null) throw new Error("nothing to fetch");
    expect(task).toMatchObject({ kind: "push", uploadKey: "key" });
    // What the worker knows of an archive.
    const unknown = { commit: null, message: null, author: null, authoredAt: null, label: null, depth: null };
    await completeFetch(deps, task, fetchedRevision({ ...unknown, resolvedRef: task.ref, isDefaultRef: true }));
    return number;
  }
  const read = (number: number) => getRevision(deps, { ...scope, revision: number });

  it("keeps what it said of itself when its content has arrived", async () => {
    const facts = { commit: commit("a"), ref: "feature/x", defaultBranch: "main", message: "one", author: "Ann" };
    expect(await read(await push(facts))).toMatchObject({
      ...{ state: "ready", commit: commit("a"), ref: "feature/x", isDefaultRef: false, message: "one", author: "Ann" },
      sourceKind: "push",
    });
  });

  it("belongs to the source of its name, whose default branch is the one that was named last, or came first", async () => {
    const first = await push({ source: "vault", ref: "trunk" });
    expect(await read(first)).toMatchObject({ isDefaultRef: true, sourceName: "vault" });
    expect(await read(await push({ source: "vault", ref: "feature" }))).toMatchObject({ isDefaultRef: false });
    expect(await read(await push({ source: "vault", ref: "main", defaultBranch: "main" }))).toMatchObject({
      isDefaultRef: true,
    });
    expect(await read(await push({ source: "vault", ref: "trunk" }))).toMatchObject({ isDefaultRef: false });
    await push({ source: "other" });
    expect((await listSources(deps)).map(({ name, kind, defaultRef }) => [name, kind, defaultRef])).toEqual([
      ["vault", "push", "main"],
      ["other", "push", "main"],
    ]);
    const actions = await deps.withOrganization((tx) =>
      tx.db.auditEvent.findMany({
        where: { organizationId: deps.organizationId, action: { startsWith: "source." } },
        select: { action: true },
        orderBy: { id: "asc" },
      }),
    );
    expect(actions.map(({ action }) => action).filter((action) => action !== "source.complete-fetch")).toEqual([
      ...["source.connect", "source.push", "source.push", "source.change-default", "source.push", "source.push"],
      ...["source.connect", "source.push"],
    ]);
  });

  it("follows the commit that it names as its base, else its branch, else the default one", async () => {
    const main = await push({ ref: "main", commit: commit("a") });
    const next = await push({ ref: "main", commit: commit("b") });
    const parentOf = async (number: number) => (await read(number)).parentNumber;
    expect(await parentOf(next)).toBe(main);
    const branch = await push({ ref: "feature", commit: commit("c"), base: commit("a") });
    expect(await parentOf(branch)).toBe(main);
    expect(await parentOf(await push({ ref: "feature", commit: commit("d") }))).toBe(branch);
    expect(await parentOf(await push({ ref: "other", commit: commit("e"), base: commit("f") }))).toBe(next);
  });

  it("makes one source when the first two come at once", async () => {
    await Promise.all([push({ source: "twins" }), push({ source: "twins" })]);
    expect((await listSources(deps)).map(({ name, revisionCount }) => [name, revisionCount])).toEqual([["twins", 2]]);
  });

  it.each(["-x", "a..b", "--upload-pack=x", "main.lock", ""])("takes no branch %j", (ref) => {
    expect(PushFacts.safeParse({ ref }).success).toBe(false);
  });
});
