import { createTestDatabase, hasTestServer, type TestDatabase } from "@redoubt/db/testing";
import { simulate } from "@redoubt/domain/economics";
import { completeSimulation, getEconomics, startSimulation } from "@redoubt/domain/economics/server";
import { JOBS } from "@redoubt/domain/jobs";
import { addAsset } from "@redoubt/domain/profile/server";
import { createTestProject } from "@redoubt/domain/project/testing";
import { toUuid } from "@redoubt/domain/shared";
import { expect, it } from "vitest";
import { DEMO_CONTROLS, seedEconomics } from "./economics.ts";
import { DEMO_ASSETS } from "./profile.ts";

it.skipIf(!hasTestServer())("the demo's money at risk has an order, bands, and numbers that flip it", async () => {
  const test: TestDatabase = await createTestDatabase(Object.values(JOBS));
  try {
    const lead = (await createTestProject(test.database)).as("owner");
    const scope = { organization: "xx", project: "xx" };
    for (const asset of DEMO_ASSETS) await addAsset(lead, { ...scope, ...asset });
    await seedEconomics(lead, scope);
    const { latest, controls } = await getEconomics(lead);
    expect(latest?.state).toBe("queued");
    expect(controls.find(({ name }) => name === "Cap on collateral")?.levers.capAssets).toHaveLength(1);
    const task = await startSimulation(lead, toUuid(latest?.id ?? ""));
    if (task === null) throw new Error("nothing to do");
    await completeSimulation(lead, task, simulate(task.inputs, task.seed, 1000));
    const { simulation } = await getEconomics(lead);
    expect(simulation?.result.controls).toHaveLength(DEMO_CONTROLS.length);
    const nameOf = (id: string | undefined) => controls.find((control) => control.id === id)?.name;
    expect(nameOf(simulation?.result.controls[0]?.id)).toBe("Monitor that pages");
    const flips = simulation?.result.flips.map(({ key, first }) => [key, nameOf(first)]);
    expect(flips).toContainEqual(["act-minutes", "Weekly rescan of live code"]);
    expect(flips?.length).toBeGreaterThanOrEqual(2);
  } finally {
    await test.drop();
  }
});
