import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestAsset } from "../profile/testing.ts";
import { createTestProject, type TestProject } from "../project/testing.ts";
import { toUuid } from "../shared/index.ts";
import { sourceJobs } from "../source/server.ts";
import { createTestRevision } from "../source/testing.ts";
import { economicsJobs } from "./jobs.ts";
import type { SetParameter } from "./schema.ts";
import { simulate } from "./simulate.ts";
import { createTestControl, createTestTime, testControlInput, testTimeInput } from "./testing.ts";
import { cancelSimulation } from "./use-cases/cancel-simulation.ts";
import { changeControl } from "./use-cases/change-control.ts";
import { changeTime } from "./use-cases/change-time.ts";
import { getEconomics } from "./use-cases/get-economics.ts";
import { listStatements } from "./use-cases/list-statements.ts";
import { removeControl } from "./use-cases/remove-control.ts";
import { removeTime } from "./use-cases/remove-time.ts";
import { renewSimulation, requestSimulation } from "./use-cases/request-simulation.ts";
import {
  completeSimulation,
  failSimulation,
  holdsSimulation,
  locateSimulation,
  releaseSimulation,
  startSimulation,
} from "./use-cases/run-simulation.ts";
import { setParameter } from "./use-cases/set-parameter.ts";
import { standingValues } from "./standing-values.ts";

const scope = { organization: "xx", project: "xx" };
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => ({ code: "no error", details: {} }),
    (error: { code: string; details: Record<string, unknown> }) => error,
  );
const state = (over: Partial<SetParameter>): SetParameter => ({
  ...{ ...scope, key: "attempt-cost", value: 2, origin: "records", note: "our own bills", rowVersion: 0 },
  ...over,
});

describe.skipIf(!hasTestServer())("economics", () => {
  let test: TestDatabase;
  let project: TestProject;
  let other: TestProject;
  beforeAll(async () => {
    test = await createTestDatabase([...Object.values(sourceJobs), ...Object.values(economicsJobs)]);
    project = await createTestProject(test.database);
    other = await createTestProject(test.database);
  });
  afterAll(async () => test?.drop());

  const newest = async (of = project): Promise<string> => toUuid((await getEconomics(of.system)).latest?.id ?? "");

  it("keeps every statement of a number with who, when and why, and the newest one counts", async () => {
    const deps = project.as("security-lead");
    expect((await getEconomics(deps)).statements).toEqual([]);
    const first = await setParameter(deps, state({}));
    expect(first).toMatchObject({ value: 2, origin: "records", rowVersion: 1, by: expect.stringContaining("lead") });
    await setParameter(project.as("owner"), state({ value: 3, note: "dearer since May", rowVersion: 1 }));
    const { statements, times } = await getEconomics(deps);
    expect(statements.map(({ key, value, rowVersion }) => [key, value, rowVersion])).toEqual([["attempt-cost", 3, 2]]);
    expect(standingValues(statements, times)).toMatchObject({
      values: { "attempt-cost": 3, "cost-half-life": 6 },
      ranges: { "attempt-cost": [2, 4.5] },
      sources: { "attempt-cost": "stated", "cost-half-life": "default" },
    });
    expect((await listStatements(deps)).map(({ value, note }) => [value, note])).toEqual([
      [3, "dearer since May"],
      [2, "our own bills"],
    ]);
    await setParameter(deps, state({ value: null, note: "too little data", rowVersion: 2 }));
    expect(standingValues((await getEconomics(deps)).statements, []).values["attempt-cost"]).toBe(1.22);
    expect(await errorOf(setParameter(deps, state({ value: null, rowVersion: 3 })))).toMatchObject({
      code: "economics.nothing-stated",
    });
  });

  it("refuses a statement over someone else's with theirs, what cannot be, and one of two at once", async () => {
    const deps = project.as("owner");
    expect(await errorOf(setParameter(deps, state({ rowVersion: 1 })))).toMatchObject({
      code: "economics.parameter-stale",
      details: { stored: { rowVersion: 3 } },
    });
    expect(await errorOf(setParameter(deps, state({ key: "haircut", value: 1.5 })))).toMatchObject({
      code: "economics.out-of-bounds",
      details: { least: 0, most: 0.99 },
    });
    const both = await Promise.all(
      [0.2, 0.3].map((value) => errorOf(setParameter(deps, state({ key: "haircut", value })))),
    );
    expect(both.map(({ code }) => code).sort()).toEqual(["economics.parameter-stale", "no error"]);
  });

  it("keeps controls, and refuses a name twice, a stale change and a cap on an asset of nobody", async () => {
    const deps = project.as("owner");
    const bounds = await createTestControl(deps);
    expect(bounds).toMatchObject({ state: "planned", costUsd: 3000, levers: { predeploy: { price_oracle: 0.8 } } });
    expect(await errorOf(createTestControl(deps, { name: "PRICE bounds" }))).toMatchObject({
      code: "economics.control-name-taken",
    });
    const input = { ...testControlInput({ state: "in-place" }), controlId: toUuid(bounds.id), rowVersion: 1 };
    expect(await changeControl(deps, input)).toMatchObject({ state: "in-place", rowVersion: 2 });
    expect(await errorOf(changeControl(deps, input))).toMatchObject({
      code: "economics.control-stale",
      details: { stored: { rowVersion: 2 } },
    });
    const theirs = await createTestAsset(other.as("owner"), { name: "Theirs" });
    const cap = { capFraction: 0.05, capAssets: [theirs.id] };
    expect(await errorOf(createTestControl(deps, { name: "Cap", levers: cap }))).toMatchObject({
      code: "economics.asset-not-found",
    });
    const own = await createTestAsset(deps);
    const made = await createTestControl(deps, { name: "Cap", levers: { ...cap, capAssets: [own.id] } });
    await removeControl(deps, { ...scope, controlId: toUuid(made.id), rowVersion: 1 });
    expect((await getEconomics(deps)).controls.map(({ name }) => name)).toEqual(["Price bounds"]);
    expect(() => testControlInput({ levers: {} })).toThrow("say what it moves");
  });

  it("lets the slower of the newest incident and the newest drill count, until the team states another number", async () => {
    const deps = project.as("owner");
    await createTestTime(deps, {
      name: "Old incident",
      kind: "incident",
      happenedOn: "2025-01-01",
      detectMinutes: 900,
    });
    const incident = await createTestTime(deps, {
      ...{ name: "INC-1", kind: "incident", happenedOn: "2026-05-19", detectMinutes: 31, decideMinutes: 6 },
    });
    const drill = await createTestTime(deps, { name: "D-2", happenedOn: "2026-10-02" });
    const read = async () => {
      const { statements, times } = await getEconomics(deps);
      return standingValues(statements, times);
    };
    expect(await read()).toMatchObject({
      values: { "detect-minutes": 31, "decide-minutes": 6, "act-minutes": 1 },
      sources: { "detect-minutes": "clock" },
    });
    const change = { ...testTimeInput({ name: "D-2", detectMinutes: 45 }), timeId: toUuid(drill.id), rowVersion: 1 };
    await changeTime(deps, change);
    expect((await read()).values["detect-minutes"]).toBe(45);
    expect(await errorOf(changeTime(deps, change))).toMatchObject({ code: "economics.time-stale" });
    await setParameter(deps, state({ key: "detect-minutes", value: 3 }));
    expect(await read()).toMatchObject({
      values: { "detect-minutes": 3, "decide-minutes": 5 },
      sources: { "detect-minutes": "stated", "decide-minutes": "clock" },
    });
    await removeTime(deps, { ...scope, timeId: toUuid(incident.id), rowVersion: 1 });
    await removeTime(deps, { ...scope, timeId: toUuid(drill.id), rowVersion: 2 });
    expect((await getEconomics(deps)).times.map(({ name }) => name)).toEqual(["Old incident"]);
  });

  it("runs on the facts of its start, and says when they have changed since", async () => {
    const deps = project.as("owner");
    const { rows } = await test.owner.query("SELECT state FROM simulation WHERE project_id = $1", [project.projectId]);
    // Everything that was stated so far waits in one run.
    expect(rows).toEqual([{ state: "queued" }]);
    const id = await newest();
    expect(await locateSimulation(deps, id)).toBe(project.projectId);
    await createTestRevision(project.system, { nsloc: 694 });
    const task = await startSimulation(deps, id);
    if (task === null) throw new Error("nothing to do");
    expect(task).toMatchObject({ attempt: 1, inputs: { lines: 694, assets: [{ name: "Vault", lines: 694 }] } });
    expect((await getEconomics(deps)).simulation).toBeNull();
    await completeSimulation(deps, task, simulate(task.inputs, task.seed, 200));
    expect((await getEconomics(deps)).simulation).toMatchObject({ isCurrent: true, result: { runs: 200 } });
    await renewSimulation(deps);
    expect(await newest()).toBe(id);
    await createTestAsset(deps, { name: "Rewards", valueUsd: 60_000 });
    expect((await getEconomics(deps)).simulation).toMatchObject({ isCurrent: false });
    await renewSimulation(deps);
    expect(await newest()).not.toBe(id);
    await renewSimulation(other.system);
    expect((await getEconomics(other.system)).latest).toBeNull();
  });

  it("publishes nothing of an attempt that lost its fence, was cancelled, or was given back", async () => {
    const deps = project.as("owner");
    const id = await newest();
    const first = await startSimulation(deps, id);
    const second = await startSimulation(deps, id);
    if (first === null || second === null) throw new Error("nothing to do");
    expect([await holdsSimulation(deps, first), await holdsSimulation(deps, second)]).toEqual([false, true]);
    const result = simulate(second.inputs, second.seed, 50);
    expect(await errorOf(completeSimulation(deps, first, result))).toMatchObject({ code: "economics.stale-attempt" });
    await failSimulation(deps, first, "no");
    await releaseSimulation(deps, second);
    expect((await getEconomics(deps)).latest).toMatchObject({ state: "queued" });
    const third = await startSimulation(deps, id);
    if (third === null) throw new Error("nothing to do");
    await cancelSimulation(deps, { ...scope, simulationId: id });
    expect(await holdsSimulation(deps, third)).toBe(false);
    expect(await errorOf(completeSimulation(deps, third, result))).toMatchObject({ code: "economics.stale-attempt" });
    expect((await getEconomics(deps)).latest).toMatchObject({ state: "cancelled" });
    expect(await startSimulation(deps, id)).toBeNull();
    expect(await errorOf(cancelSimulation(other.system, { ...scope, simulationId: id }))).toMatchObject({
      code: "economics.simulation-not-found",
    });
  });

  it("gives up after three attempts that died with their process", async () => {
    const deps = project.as("owner");
    await requestSimulation(deps);
    const id = await newest();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(await startSimulation(deps, id)).toMatchObject({ attempt });
    }
    expect(await startSimulation(deps, id)).toBeNull();
    expect((await getEconomics(deps)).latest).toMatchObject({
      state: "failed",
      failure: expect.stringContaining("three"),
    });
  });

  it("shows nothing of another organization, and writes each change into the audit log", async () => {
    const page = await getEconomics(other.as("owner"));
    expect([page.statements, page.times, page.controls, page.simulation]).toEqual([[], [], [], null]);
    const { rows } = await test.owner.query(
      "SELECT action, count(*)::int AS n FROM audit_event WHERE project_id = $1 AND action LIKE 'economics.%' GROUP BY action ORDER BY action",
      [project.projectId],
    );
    expect(rows).toEqual([
      { action: "economics.add-control", n: 2 },
      { action: "economics.add-time", n: 3 },
      { action: "economics.cancel-simulation", n: 1 },
      { action: "economics.change-control", n: 1 },
      { action: "economics.change-time", n: 1 },
      { action: "economics.complete-simulation", n: 1 },
      { action: "economics.remove-control", n: 1 },
      { action: "economics.remove-time", n: 2 },
      { action: "economics.request-simulation", n: 3 },
      { action: "economics.set-parameter", n: 5 },
    ]);
  });
});
