import { describe, expect, it } from "vitest";
import { SimulationResult } from "./result.ts";
import { createSimulation, simulate } from "./simulate.ts";
import { DEFAULT_RANGES } from "./parameters.ts";
import { randomFrom } from "./random.ts";
import { testInputs, testModelControl } from "./testing.ts";

const CONTROLS = [
  testModelControl("bounds", { predeploy: { price_oracle: 0.9 } }, { costUsd: 3000 }),
  testModelControl("watch", { detectMinutes: 0, decideMinutes: 1, actMinutes: 1 }, { costUsd: 9000 }),
  testModelControl("audit", { predeploy: { business_logic: 0.5 } }, { costUsd: 60_000, inPlace: true }),
];

describe("simulation", () => {
  it("gives the same for the same seed, in one go and in pieces", () => {
    const inputs = testInputs({ controls: CONTROLS });
    const whole = simulate(inputs, 7, 1000);
    const pieces = createSimulation(inputs, 7, 1000);
    expect(() => pieces.result()).toThrow("not done");
    while (!pieces.done) pieces.run(37);
    expect(pieces.result()).toEqual(whole);
    expect(SimulationResult.parse(whole)).toEqual(whole);
    expect(simulate(inputs, 8, 1000).regimes).not.toEqual(whole.regimes);
  });

  it("counts as many years with a loss as the chance says", () => {
    const { regimes, runs } = simulate(
      testInputs({ values: { "inflow-shallow": 10, "inflow-deep": 0 }, ranges: {} }),
      3,
    );
    const { chance, yearsWithLoss } = regimes.central;
    expect(chance.low).toBeCloseTo(chance.high, 9);
    expect(chance.mid).toBeGreaterThan(0.9);
    expect(Math.abs(yearsWithLoss / runs - chance.mid)).toBeLessThan(0.01);
  });

  it("loses never more than can be taken, and less where assets have limits", () => {
    const assets = testInputs().assets;
    const capped = assets.map((asset) => ({ ...asset, drainUsdPerMinute: 100, liquidityUsd: 20_000 }));
    const { size, exceedance } = simulate(testInputs({ assets: capped }), 5, 2000).regimes.central;
    // Operations reach what the market takes of all three; code what the cap lets out until it is stopped.
    expect(size.hundredth).toBeLessThanOrEqual(60_000);
    expect(exceedance.every(({ usd }) => usd <= 60_000 + 1e-6)).toBe(true);
    const open = simulate(testInputs(), 5, 2000).regimes.central;
    expect(open.size.half).toBeGreaterThan(size.half);
    expect(open.size.hundredth).toBeGreaterThan(size.hundredth);
  });

  it("has all assets in the sizes, not only the largest", () => {
    const only = testInputs({ assets: testInputs().assets.slice(0, 1) });
    const all = testInputs();
    const of = (inputs: typeof all) => simulate(inputs, 5, 2000).regimes.central;
    expect(of(all).chance.mid).toBeGreaterThan(of(only).chance.mid);
    expect(of(all).size.hundredth).not.toBe(of(only).size.hundredth);
  });

  it("keeps the three regimes apart in the same draws", () => {
    const { attacker_optimistic, central, defender_optimistic } = simulate(testInputs(), 5, 2000).regimes;
    expect(attacker_optimistic.chance.mid).toBeGreaterThan(central.chance.mid);
    expect(central.chance.mid).toBeGreaterThan(defender_optimistic.chance.mid);
    for (const { chance, size } of [attacker_optimistic, central, defender_optimistic]) {
      expect(chance.low).toBeLessThan(chance.mid);
      expect(chance.mid).toBeLessThan(chance.high);
      expect(size.half).toBeLessThan(size.tenth);
      expect(size.tenth).toBeLessThanOrEqual(size.hundredth);
    }
  });

  it("puts planned controls in their order, then those in place, each with its range", () => {
    const { controls, flips } = simulate(testInputs({ controls: CONTROLS, ranges: DEFAULT_RANGES }), 5, 2000);
    expect(controls.map(({ id }) => id).at(-1)).toBe("audit");
    for (const { low, mid, high } of controls) {
      expect(low).toBeLessThan(high);
      expect(mid).toBeGreaterThan(0);
    }
    for (const { first } of flips) expect(["bounds", "watch"]).toContain(first);
  });

  it("takes a chance of nothing where there is nothing", () => {
    const { regimes } = simulate(testInputs({ assets: [] }), 5, 200);
    expect(regimes.central).toMatchObject({ chance: { mid: 0 }, size: { half: 0 }, yearsWithLoss: 0, exceedance: [] });
  });
});

describe("random numbers", () => {
  it("have the moments that they should", () => {
    const random = randomFrom(42);
    const mean = (of: () => number) => Array.from({ length: 20_000 }, of).reduce((sum, n) => sum + n, 0) / 20_000;
    expect(mean(() => random.next())).toBeCloseTo(0.5, 1);
    expect(Math.abs(mean(() => random.normal()))).toBeLessThan(0.03);
    expect(mean(() => random.normal() ** 2)).toBeCloseTo(1, 1);
    expect(mean(() => random.triangular(0, 1, 5))).toBeCloseTo(2, 1);
    expect(mean(() => random.poisson(3))).toBeCloseTo(3, 1);
    expect(random.triangular(2, 2, 2)).toBe(2);
  });
});
