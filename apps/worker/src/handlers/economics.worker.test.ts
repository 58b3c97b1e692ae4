import { cancelSimulation, getEconomics, requestSimulation } from "@redoubt/domain/economics/server";
import { createTestControl } from "@redoubt/domain/economics/testing";
import { createTestAsset } from "@redoubt/domain/profile/testing";
import { toUuid } from "@redoubt/domain/shared";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createHandlerBench, type HandlerBench } from "../testing/handler-bench.ts";
import { runSimulation } from "./economics.ts";

let bench: HandlerBench;
beforeAll(async () => {
  bench = await createHandlerBench();
  const lead = bench.project.as("security-lead");
  await createTestAsset(lead);
  await createTestControl(lead);
});
afterAll(() => bench.close());

const page = () => getEconomics(bench.deps);
const latest = async () => toUuid((await page()).latest?.id ?? "");

it("runs ten thousand years and publishes what came of them, once", async () => {
  await runSimulation.run(bench.context(await latest()));
  const { simulation } = await page();
  expect(simulation).toMatchObject({
    isCurrent: true,
    result: { runs: 10_000, controls: [{ low: expect.any(Number) }] },
  });
  expect(simulation?.result.regimes.central.chance.mid).toBeGreaterThan(0);
  await runSimulation.run(bench.context(await latest()));
  expect((await page()).simulation?.at).toEqual(simulation?.at);
});

it("stops between two pieces when a person cancels, and publishes nothing", async () => {
  await requestSimulation(bench.project.system);
  const id = await latest();
  const before = (await page()).simulation?.at;
  const context = bench.context(id);
  let asked = 0;
  const deps = {
    ...context.deps,
    withOrganization: async (...given: Parameters<typeof context.deps.withOrganization>) => {
      asked += 1;
      // After the start and the first look.
      if (asked === 3)
        await cancelSimulation(bench.project.system, { organization: "x", project: "x", simulationId: id });
      return context.deps.withOrganization(...given);
    },
  } as typeof context.deps;
  await runSimulation.run({ ...context, deps });
  expect(asked).toBe(3);
  expect((await page()).latest).toMatchObject({ state: "cancelled" });
  expect((await page()).simulation?.at).toEqual(before);
});

it("gives the attempt back when the worker ends", async () => {
  await requestSimulation(bench.project.system);
  const id = await latest();
  await runSimulation.run(bench.context(id, { signal: AbortSignal.abort(new Error("this worker ends")) }));
  expect((await page()).latest).toMatchObject({ state: "queued" });
  await runSimulation.run(bench.context(id));
  expect((await page()).latest).toMatchObject({ state: "done" });
});
