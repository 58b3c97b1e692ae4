import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import type { ProjectDeps } from "../shared/server.ts";
import { createTestRevision } from "../source/testing.ts";
import type { PowerFact, RootReading } from "./access/power.ts";
import { createTestHolder, createTestPower, testHolderInput } from "./testing.ts";
import { assignRole } from "./use-cases/assign-role.ts";
import { getAccessMap } from "./use-cases/get-access-map.ts";
import { cancelAccessReading, refreshAccess, requestAccessReading } from "./use-cases/request-access-reading.ts";
import {
  type AccessTask,
  completeAccessReading,
  failAccessReading,
  holdsAccessReading,
  releaseAccessReading,
  startAccessReading,
} from "./use-cases/run-access-reading.ts";
import { archiveHolder, saveHolder } from "./use-cases/save-holder.ts";
import { changePower, removePower, setAccessLimits } from "./use-cases/save-power.ts";

const scope = { organization: "xx", project: "xx" };
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: { code: string }) => error.code,
  );
const fact = (kind: PowerFact["kind"], hash: string): PowerFact => ({
  ...{ key: `Vault:${kind}:owner`, kind, contract: "Vault", path: "src/Vault.sol", hash },
  guards: [{ name: "owner", by: "caller", conditional: false }],
  functions: [{ name: kind, path: "src/Vault.sol", line: 7 }],
});
const read: RootReading = { path: "", powers: 1, reason: null };

describe.skipIf(!hasTestServer())("the access map", () => {
  let test: TestDatabase;
  let project: TestProject;
  let other: TestProject;
  let lead: ProjectDeps;
  beforeAll(async () => {
    test = await createTestDatabase(Object.values(JOBS));
    project = await createTestProject(test.database);
    other = await createTestProject(test.database);
    lead = project.as("security-lead");
  });
  afterAll(async () => test?.drop());

  async function begin(): Promise<AccessTask> {
    const { number } = await createTestRevision(project.system);
    expect(await requestAccessReading(lead)).toEqual({ revision: number });
    const task = await take();
    if (task === null) throw new Error("nothing to read");
    return task;
  }

  async function take(): Promise<AccessTask | null> {
    const { organizationId, projectId } = lead;
    const row = await lead.withOrganization((tx) =>
      tx.db.accessReading.findFirst({ where: { organizationId, projectId }, orderBy: { createdAt: "desc" } }),
    );
    return startAccessReading(lead, row?.id ?? "");
  }

  it("keeps since when a power is as it is, and what people stated of it", async () => {
    const first = await begin();
    await completeAccessReading(lead, first, {
      powers: [fact("upgrade", "1"), fact("oracle", "1")],
      calls: [],
      roots: [read],
    });
    const [oracle] = (await getAccessMap(lead)).powers;
    expect(oracle).toMatchObject({ kind: "oracle", changedRevision: first.revision });
    await changePower(lead, { ...scope, ...stated(oracle?.id ?? ""), rowVersion: 1 });

    const second = await begin();
    await completeAccessReading(lead, second, {
      powers: [fact("upgrade", "1"), fact("oracle", "2")],
      calls: [],
      roots: [read],
    });
    const map = await getAccessMap(lead);
    expect(map.powers).toMatchObject([
      { kind: "oracle", changedRevision: second.revision, moneyUsd: 4000, noticedBy: "", note: "fees" },
      { kind: "upgrade", changedRevision: first.revision, moneyUsd: null },
    ]);
    expect(map.read?.summary).toMatchObject({ added: 0, changed: 1, gone: 0 });
  });

  const stated = (id: string) => ({ powerId: toUuid(id), moneyUsd: 4000, noticedBy: "", note: "fees" });

  it("lets a power leave with the code, but not because a root could not be read", async () => {
    const third = await begin();
    const broken = { path: "b", powers: 0, reason: "Error (1): no" };
    await completeAccessReading(lead, third, { powers: [fact("upgrade", "1")], calls: [], roots: [read, broken] });
    expect((await getAccessMap(lead)).powers).toHaveLength(2);
    const fourth = await begin();
    await completeAccessReading(lead, fourth, { powers: [fact("upgrade", "1")], calls: [], roots: [read] });
    expect((await getAccessMap(lead)).powers.map(({ kind }) => kind)).toEqual(["upgrade"]);
    const fifth = await begin();
    await completeAccessReading(lead, fifth, {
      powers: [fact("upgrade", "1"), fact("oracle", "2")],
      calls: [],
      roots: [read],
    });
    expect((await getAccessMap(lead)).powers[0]).toMatchObject({ moneyUsd: 4000, changedRevision: fifth.revision });
  });

  it("fences attempts, gives them back, and hears when it is cancelled", async () => {
    const task = await begin();
    await releaseAccessReading(lead, task);
    expect(await holdsAccessReading(lead, task)).toBe(false);
    const again = await take();
    expect(again?.attempt).toBe(2);
    expect(await codeOf(completeAccessReading(lead, task, { powers: [], calls: [], roots: [] }))).toBe(
      "profile.reading-stopped",
    );
    await cancelAccessReading(lead);
    expect(again === null || (await holdsAccessReading(lead, again))).toBe(false);
    if (again !== null) await failAccessReading(lead, again, "too late");
    expect((await getAccessMap(lead)).reading).toMatchObject({ state: "cancelled", failure: null });
    expect(await codeOf(cancelAccessReading(lead))).toBe("profile.not-reading");
    expect((await getAccessMap(lead)).powers).toHaveLength(2);
  });

  it("reads what arrives by itself once, where something compiles", async () => {
    const { revisionId } = await createTestRevision(project.system);
    await refreshAccess(project.system, revisionId);
    await refreshAccess(project.system, revisionId);
    const { organizationId } = lead;
    const compiles = await lead.withOrganization((tx) =>
      tx.db.projectRoot.count({ where: { organizationId, revisionId, compiles: "yes" } }),
    );
    const asked = await lead.withOrganization((tx) =>
      tx.db.accessReading.count({ where: { organizationId, revisionId } }),
    );
    expect(asked).toBe(compiles > 0 ? 1 : 0);
  });

  it("refuses holders that cannot be, and an edit over someone else's", async () => {
    const safe = await createTestHolder(lead);
    expect(safe).toMatchObject({ name: "Team Safe", threshold: 2, rowVersion: 1 });
    expect(await codeOf(createTestHolder(lead, { name: "team safe" }))).toBe("profile.holder-name-taken");
    expect(await codeOf(createTestHolder(lead, { name: "Five", threshold: 5 }))).toBe("profile.holder-threshold");
    const id = toUuid(safe.id);
    const lock = await createTestHolder(lead, { name: "Timelock", kind: "timelock", threshold: null, operators: [id] });
    const circle = testHolderInput({ holderId: id, rowVersion: 1, kind: "timelock", operators: [toUuid(lock.id)] });
    expect(await codeOf(saveHolder(lead, { ...circle, threshold: null }))).toBe("profile.holder-circle");
    const change = testHolderInput({ holderId: id, rowVersion: 1, threshold: 3 });
    const both = await Promise.all([codeOf(saveHolder(lead, change)), codeOf(saveHolder(lead, change))]);
    expect(both.sort()).toEqual(["no error", "profile.holder-stale"]);
    expect(await codeOf(saveHolder(other.as("owner"), change))).toBe("profile.holder-not-found");
  });

  it("ties guards to holders, and unties what a removed one held", async () => {
    const map = await getAccessMap(lead);
    const safe = map.holders.find(({ name }) => name === "Team Safe");
    if (safe === undefined) throw new Error("no holder");
    const role = { ...scope, subject: "Vault", guard: "owner", holderId: toUuid(safe.id) };
    await assignRole(lead, role);
    expect((await getAccessMap(lead)).roles).toEqual([{ subject: "Vault", guard: "owner", holderId: safe.id }]);
    expect(await codeOf(assignRole(other.as("owner"), role))).toBe("profile.holder-not-found");
    await archiveHolder(lead, { ...scope, holderId: toUuid(safe.id), rowVersion: safe.rowVersion });
    expect((await getAccessMap(lead)).roles).toEqual([{ subject: "Vault", guard: "owner", holderId: null }]);
  });

  it("takes powers that no code shows, and keeps those of the code", async () => {
    const ship = await createTestPower(lead);
    expect(await codeOf(createTestPower(lead))).toBe("profile.power-taken");
    await removePower(lead, { ...scope, powerId: toUuid(ship.id), rowVersion: ship.rowVersion });
    const [upgrade] = (await getAccessMap(lead)).powers.filter(({ kind }) => kind === "upgrade");
    const remove = { ...scope, powerId: toUuid(upgrade?.id ?? ""), rowVersion: upgrade?.rowVersion ?? 0 };
    expect(await codeOf(removePower(lead, remove))).toBe("profile.power-of-code");
    expect(
      await codeOf(changePower(other.as("owner"), { ...stated(upgrade?.id ?? ""), ...scope, rowVersion: 1 })),
    ).toBe("profile.power-not-found");
  });

  it("keeps the limits that were set last on top of those on screen", async () => {
    expect((await getAccessMap(lead)).limits).toEqual({ oneKeyOverUsd: 10_000, noDelayOverUsd: 100_000, version: 0 });
    const limits = { ...scope, oneKeyOverUsd: 5000, noDelayOverUsd: 50_000, version: 0 };
    await setAccessLimits(lead, limits);
    expect((await getAccessMap(lead)).limits).toEqual({ oneKeyOverUsd: 5000, noDelayOverUsd: 50_000, version: 1 });
    expect(await codeOf(setAccessLimits(lead, limits))).toBe("profile.limits-stale");
  });
});
