import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import { sourceJobs } from "../source/server.ts";
import { createTestRevision } from "../source/testing.ts";
import { answerTest, createTestAsset, testAssetInput } from "./testing.ts";
import { archiveAsset, changeAsset } from "./use-cases/change-asset.ts";
import { getProfile } from "./use-cases/get-profile.ts";
import { listAssets } from "./use-cases/list-assets.ts";
import { compareVersions, listVersions } from "./use-cases/list-versions.ts";
import { saveProfile } from "./use-cases/save-profile.ts";

const scope = { organization: "xx", project: "xx" };
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => ({ code: "no error", details: {} }),
    (error: { code: string; details: Record<string, unknown> }) => error,
  );

describe.skipIf(!hasTestServer())("profile", () => {
  let test: TestDatabase;
  let project: TestProject;
  let other: TestProject;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(sourceJobs));
    project = await createTestProject(test.database);
    other = await createTestProject(test.database);
  });
  afterAll(async () => test?.drop());

  it("keeps every version, with who said what when, and what is different", async () => {
    const deps = project.as("security-lead");
    expect((await getProfile(deps)).profile).toMatchObject({ version: 0, answers: {} });
    const first = await answerTest(deps, { custody: "users", nsloc: 600 });
    expect(first).toMatchObject({ version: 1, by: expect.stringContaining("security-lead") });
    const second = await answerTest(project.as("owner"), { custody: "users", nsloc: 694, watch: "always" }, 1);
    expect(second.answers.custody?.at).toEqual(first.answers.custody?.at);
    expect(second.answers.nsloc).toMatchObject({ value: 694, origin: "person" });
    expect((await listVersions(deps)).map(({ number, changed }) => [number, changed])).toEqual([
      [2, ["nsloc", "watch"]],
      [1, ["custody", "nsloc"]],
    ]);
    const { changes } = await compareVersions(deps, { ...scope, version: 2, with: 1 });
    expect(changes.map(({ question, before, after }) => [question, before?.value, after?.value])).toEqual([
      ["watch", undefined, "always"],
      ["nsloc", 600, 694],
    ]);
    expect((await compareVersions(deps, { ...scope, version: 1, with: 0 })).changes).toHaveLength(2);
  });

  it("refuses a save over someone else's with their version, answers that do not fit, and a save of nothing", async () => {
    const deps = project.as("owner");
    const stale = await errorOf(answerTest(deps, { watch: "nobody" }, 1));
    expect(stale).toMatchObject({ code: "profile.stale", details: { stored: { version: 2 } } });
    expect(await errorOf(answerTest(deps, { watch: "sometimes", nsloc: 1.5, users: "unknown" }, 2))).toMatchObject({
      code: "profile.bad-answer",
      details: { problems: { watch: expect.any(String), nsloc: expect.any(String) } },
    });
    expect(await errorOf(answerTest(deps, { magic: "yes" }, 2))).toMatchObject({ code: "profile.unknown-question" });
    expect(await errorOf(answerTest(deps, { watch: "always" }, 2))).toMatchObject({ code: "profile.nothing-changed" });
    expect((await getProfile(deps)).profile.version).toBe(2);
  });

  it("lets one of two saves at once win", async () => {
    const deps = project.as("owner");
    const both = await Promise.all([
      errorOf(answerTest(deps, { keys: "hardware" }, 2)),
      errorOf(answerTest(deps, { keys: "software" }, 2)),
    ]);
    expect(both.map(({ code }) => code).sort()).toEqual(["no error", "profile.stale"]);
  });

  it("keeps assets with the date of their value, and refuses a name twice and a stale change", async () => {
    const deps = project.as("owner");
    const vault = await createTestAsset(deps);
    expect(vault).toMatchObject({ valueUsd: 1_000_000, valueOrigin: "person", deployedOn: "2026-02-17" });
    await createTestAsset(deps, { name: "Front end", kind: "frontend", amount: null, valueUsd: null });
    expect((await listAssets(deps)).map(({ name }) => name)).toEqual(["Front end", "Vault"]);
    expect(await errorOf(createTestAsset(deps, { name: "VAULT" }))).toMatchObject({ code: "profile.asset-name-taken" });
    const input = { ...testAssetInput({ note: "counted" }), assetId: toUuid(vault.id), rowVersion: 1 };
    const noted = await changeAsset(deps, input);
    expect(noted).toMatchObject({ note: "counted", rowVersion: 2, valueAt: vault.valueAt });
    expect(await errorOf(changeAsset(deps, input))).toMatchObject({
      code: "profile.asset-stale",
      details: { stored: { rowVersion: 2 } },
    });
    const dearer = await changeAsset(deps, { ...input, valueUsd: 2_000_000, rowVersion: 2 });
    expect(dearer.valueAt?.getTime()).toBeGreaterThan(vault.valueAt?.getTime() ?? Infinity);
    expect((await getProfile(deps)).statement.sentences[0]?.text).toContain("$2M that belongs to others");
    await archiveAsset(deps, { ...scope, assetId: toUuid(vault.id), rowVersion: 3 });
    expect(await listAssets(deps)).toHaveLength(1);
  });

  it("proposes what the newest revision shows; accepted it names the revision, corrected it is not proposed again", async () => {
    const fresh = await createTestProject(test.database);
    const deps = fresh.as("owner");
    expect((await getProfile(deps)).proposals).toEqual([]);
    const { number } = await createTestRevision(fresh.system, { nsloc: 694 });
    const { proposals } = await getProfile(deps);
    expect(proposals).toEqual([
      { question: "nsloc", value: 694, revision: number },
      { question: "dependencies", value: 0, revision: number },
    ]);
    const input = { ...scope, version: 0, answers: [], accept: [{ question: "nsloc", revision: number }] };
    expect(await errorOf(saveProfile(deps, { ...input, accept: [{ question: "nsloc", revision: 99 }] }))).toMatchObject(
      {
        code: "profile.nothing-proposed",
      },
    );
    const saved = await saveProfile(deps, input);
    expect(saved.answers.nsloc).toMatchObject({ value: 694, origin: "revision", revision: number });
    await answerTest(deps, { dependencies: 4 }, 1);
    expect((await getProfile(deps)).proposals).toEqual([]);
    expect((await getProfile(project.as("owner"))).proposals).toEqual([]);
  });

  it("shows nothing of another organization, and changes nothing there", async () => {
    const theirs = other.as("owner");
    const vault = await createTestAsset(theirs, { name: "Theirs" });
    await answerTest(theirs, { custody: "own" });
    const deps = project.as("owner");
    expect((await listAssets(deps)).map(({ name }) => name)).not.toContain("Theirs");
    const input = { ...scope, assetId: toUuid(vault.id), rowVersion: 1 };
    expect(await errorOf(archiveAsset(deps, input))).toMatchObject({ code: "profile.asset-not-found" });
    expect(await errorOf(changeAsset(deps, { ...testAssetInput({ name: "Mine" }), ...input }))).toMatchObject({
      code: "profile.asset-not-found",
    });
    expect((await getProfile(theirs)).profile.answers.custody?.value).toBe("own");
    expect(await errorOf(compareVersions(theirs, { ...scope, version: 2, with: 0 }))).toMatchObject({
      code: "profile.version-not-found",
    });
  });

  it("writes each change into the audit log", async () => {
    const { rows } = await test.owner.query(
      "SELECT action, count(*)::int AS n FROM audit_event WHERE project_id = $1 AND action LIKE 'profile.%' GROUP BY action ORDER BY action",
      [project.projectId],
    );
    expect(rows).toEqual([
      { action: "profile.add-asset", n: 2 },
      { action: "profile.archive-asset", n: 1 },
      { action: "profile.change-asset", n: 2 },
      { action: "profile.save", n: 3 },
    ]);
  });
});
