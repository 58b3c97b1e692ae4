import { describe, expect, it } from "vitest";
import { CODE_CLASSES } from "./classes.ts";
import type { Levers } from "./levers.ts";
import { blastRadius } from "./model/blast.ts";
import { breakEven } from "./model/attempt.ts";
import { defenceOf, standing } from "./model/defence.ts";
import type { ModelControl, ModelInputs } from "./model/inputs.ts";
import { avoidedPerDollar, bandsOf, choose, flipsOf, orderOf, planOf } from "./model/order.ts";
import { ATTACKERS, targetsOf, worthOfFresh } from "./model/target.ts";
import { lossOfYear, yearOf } from "./model/year.ts";
import { DEFAULTS, PARAMETERS } from "./parameters.ts";
import { type Random, randomFrom } from "./random.ts";
import { testInputs, testModelControl } from "./testing.ts";

const [, HARNESS] = ATTACKERS;
const lossOf = (inputs: ModelInputs, controls: readonly ModelControl[] = []): number =>
  yearOf(inputs, inputs.values, defenceOf(inputs, controls), "central").lossUsd;

/** A control with random levers, some of them strong, some moving nothing. */
function anyControl(random: Random, id: string): ModelControl {
  const maybe = (most: number): number | null => (random.next() < 0.4 ? random.next() * most : null);
  const predeploy: Levers["predeploy"] = {};
  for (const { id: name } of CODE_CLASSES) if (random.next() < 0.3) predeploy[name] = random.next() * 0.99;
  if (random.next() < 0.3) predeploy.keys_ops = random.next() * 0.99;
  return testModelControl(
    id,
    {
      ...{ predeploy, rescanPerDay: maybe(2), preBlock: maybe(1), capFraction: maybe(1) },
      ...{ detectMinutes: maybe(90), decideMinutes: maybe(90), actMinutes: maybe(90) },
    },
    { group: random.next() < 0.5 ? "same" : id },
  );
}

/** Every number of the model somewhere in its range. */
function anyInputs(random: Random): ModelInputs {
  const values = Object.fromEntries(
    PARAMETERS.flatMap(({ key, range }) =>
      range === null ? [] : [[key, range[0] + random.next() * (range[1] - range[0])]],
    ),
  );
  return testInputs({ values });
}

describe("a year of the model", () => {
  it("never loses more with one control more, whatever the numbers", () => {
    const random = randomFrom(11);
    for (let round = 0; round < 400; round += 1) {
      const inputs = anyInputs(random);
      const before = [anyControl(random, "a"), anyControl(random, "b")];
      const more = [...before, anyControl(random, "c")];
      for (const regime of ["attacker_optimistic", "central", "defender_optimistic"] as const) {
        const [less, all] = [before, more].map(
          (controls) => yearOf(inputs, inputs.values, defenceOf(inputs, controls), regime).lossUsd,
        );
        expect(all, `round ${round}, ${regime}`).toBeLessThanOrEqual((less ?? 0) * (1 + 1e-12));
      }
    }
  });

  it("comes to the same loss by the short way", () => {
    const random = randomFrom(12);
    for (let round = 0; round < 100; round += 1) {
      const inputs = anyInputs(random);
      const defence = defenceOf(inputs, [anyControl(random, "a"), anyControl(random, "b")]);
      const { lossUsd } = yearOf(inputs, inputs.values, defence, "central");
      expect(lossOfYear(inputs, inputs.values, defence, "central") / lossUsd).toBeCloseTo(1, 12);
    }
  });

  it("shows a control that makes things worse as worth less than nothing: the difference is not clamped", () => {
    const inputs = testInputs();
    const control = testModelControl("worse", {});
    const plan = planOf(inputs, control);
    const slower = { ...plan, with: { ...plan.with, caps: [1, 1, 1], looksPerYear: -2 } };
    expect(avoidedPerDollar(inputs, inputs.values, slower)).toBeLessThan(0);
    expect(avoidedPerDollar(inputs, inputs.values, plan)).toBe(0);
  });

  it("takes the limits of each asset, and all assets", () => {
    const inputs = testInputs();
    const year = yearOf(inputs, inputs.values, standing(inputs), "central");
    // 34 minutes at 5,000, less than the market's 300,000; a Safe has no code to attack.
    expect(year.assets.map(({ takeUsd }) => Math.round(takeUsd))).toEqual([850_000, 144_500, 170_000]);
    expect(year.assets.map(({ perYear }) => perYear > 0)).toEqual([true, true, false]);
    const change = (index: number, over: object): ModelInputs => ({
      ...inputs,
      assets: inputs.assets.map((asset, at) => (at === index ? { ...asset, ...over } : asset)),
    });
    expect(lossOf(change(0, { drainUsdPerMinute: 1000 }))).toBeLessThan(lossOf(inputs));
    expect(lossOf(change(1, { drainUsdPerMinute: 500 }))).toBeLessThan(lossOf(inputs));
    expect(lossOf(change(1, { liquidityUsd: 50_000 }))).toBeLessThan(lossOf(inputs));
    expect(lossOf(change(2, { valueUsd: 900_000 }))).toBeGreaterThan(lossOf(inputs));
  });

  it("has keys and operations in it, which controls of code do not make safer", () => {
    const inputs = testInputs();
    const of = (controls: readonly ModelControl[]) =>
      yearOf(inputs, inputs.values, defenceOf(inputs, controls), "central").operations;
    const bare = of([]);
    expect(bare.perYear).toBeCloseTo(
      ((0.15 / 0.85) * (0.05 * 0.7 * 12)) / 16 + ((0.15 / 0.85) * 0.02 * 0.95 * 0.7) / 1,
      9,
    );
    expect(bare.takeUsd).toBeCloseTo((1_000_000 + 300_000 + 200_000) * 0.85, 6);
    expect(of([testModelControl("scan", { rescanPerDay: 1, predeploy: { rounding: 0.9 } })])).toEqual(bare);
    expect(of([testModelControl("keys", { predeploy: { keys_ops: 0.4 } })]).perYear).toBeCloseTo(bare.perYear * 0.6, 9);
    const without = testInputs({ values: { "ops-count": 0 } });
    expect(lossOf(without)).toBeLessThan(lossOf(inputs));
  });

  it("believes no more of a screening than is believed of any", () => {
    const inputs = testInputs();
    const of = (preBlock: number) => lossOf(inputs, [testModelControl("screen", { preBlock })]);
    expect(of(0.98)).toBe(of(0.5));
    expect(of(0.2)).toBeGreaterThan(of(0.5));
  });

  it("caps only the assets that a cap is on", () => {
    const inputs = testInputs();
    const take = (capAssets: string[]) =>
      yearOf(
        inputs,
        inputs.values,
        defenceOf(inputs, [testModelControl("cap", { capFraction: 0.05, capAssets })]),
        "central",
      ).assets.map(({ takeUsd }) => Math.round(takeUsd));
    expect(take(["vault"])).toEqual([42_500, 144_500, 170_000]);
    expect(take([])).toEqual([42_500, 17_000, 8500]);
  });
});

describe("worth attacking from", () => {
  it("falls with the cost of an attempt, and is infinite where all is blocked", () => {
    let last = 0;
    for (let costUsd = 0.01; costUsd < 100; costUsd *= 1.7) {
      const worth = breakEven({ costUsd, rho: 0.01, success: 0.1, haircut: 0.1 });
      expect(worth).toBeGreaterThan(last);
      last = worth;
    }
    const at = (attempt: number) =>
      targetsOf(testInputs({ values: { "attempt-cost": attempt } }), "central", HARNESS)[0]?.worthFromUsd ?? 0;
    expect(at(1)).toBeLessThan(at(2));
  });

  it("is lower the more a regime favours the attacker, and filters the inventory by it", () => {
    const of = (regime: Parameters<typeof targetsOf>[1]) => targetsOf(testInputs(), regime, HARNESS);
    const lines = (["attacker_optimistic", "central", "defender_optimistic"] as const).map(
      (regime) => of(regime)[0]?.worthFromUsd ?? 0,
    );
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(of("central").map(({ asset, isWorth }) => [asset.id, isWorth])).toEqual([
      ["vault", true],
      ["pool", true],
    ]);
    expect(of("defender_optimistic").map(({ isWorth }) => isWorth)).toEqual([true, false]);
  });

  it("dates the crossing by the half-life of the cost", () => {
    const months = (halfLife: number) =>
      targetsOf(testInputs({ values: { "cost-half-life": halfLife } }), "defender_optimistic", HARNESS)[1]?.months ?? 0;
    expect(months(6)).toBeGreaterThan(1);
    expect(months(12)).toBeCloseTo(2 * months(6), 6);
  });

  it("is ten times dearer for a bounty hunter at a tenth, and cheap for a fresh contract of nobody", () => {
    const [thief] = targetsOf(testInputs(), "central", HARNESS);
    const [hunter] = targetsOf(testInputs(), "central", HARNESS, 0.1);
    expect(hunter?.worthFromUsd).toBeCloseTo(10 * (thief?.worthFromUsd ?? 0), 3);
    expect(worthOfFresh({ ...DEFAULTS, haircut: 0 }, "central")).toBeCloseTo(9384.6, 1);
  });
});

describe("blast radius", () => {
  it("lets a cap of the code hold in a transaction, a block and until the pause, and not for a day", () => {
    const [vault, pool] = blastRadius(testInputs());
    expect(vault?.withLimits).toEqual({ transaction: 1e6, block: 1e6, pause: 1e6, day: 1e6 });
    expect(pool?.without).toEqual({ transaction: 4e5, block: 4e5, pause: 4e5, day: 4e5 });
    expect(pool?.withLimits).toEqual({ transaction: 1000, block: 1000, pause: 170_000, day: 300_000 });
    const fast = blastRadius(testInputs({ values: { "detect-minutes": 0, "decide-minutes": 0, "act-minutes": 0 } }));
    expect(fast[1]?.withLimits.pause).toBe(1000);
  });
});

describe("the next dollar", () => {
  const controls = [
    testModelControl("bounds", { predeploy: { price_oracle: 0.9 } }, { costUsd: 3000 }),
    testModelControl("watch", { detectMinutes: 0, decideMinutes: 1, actMinutes: 1 }, { costUsd: 14_000 }),
    testModelControl("keys", { predeploy: { keys_ops: 0.4 } }, { costUsd: 4000 }),
    testModelControl("audit", { predeploy: { business_logic: 0.5 } }, { costUsd: 60_000, inPlace: true }),
  ];
  const inputs = testInputs({ controls });

  it("orders what is planned by what it avoids for each dollar, re-running the model", () => {
    const order = orderOf(inputs);
    expect(order.map(({ id }) => id)).not.toContain("audit");
    const [first] = order;
    const control = controls.find(({ id }) => id === first?.id);
    const audit = controls.filter(({ inPlace }) => inPlace);
    const avoided = lossOf(inputs, audit) - lossOf(inputs, [...audit, ...(control === undefined ? [] : [control])]);
    expect(first?.worth).toBeCloseTo(avoided / (control?.costUsd ?? 1), 9);
    expect(order.map(({ worth }) => worth)).toEqual(order.map(({ worth }) => worth).toSorted((a, b) => b - a));
  });

  it("keeps together what cannot be told apart", () => {
    const worth = (id: string, low: number, mid: number, high: number) => ({ id, low, mid, high });
    const bands = bandsOf([worth("a", 4, 6, 9), worth("b", 3, 5, 5), worth("c", 2, 3, 4.5), worth("d", 1, 2, 3)]);
    expect(bands.map((band) => band.map(({ id }) => id))).toEqual([["a", "b", "c"], ["d"]]);
  });

  it("chooses greedily under a budget, and buys nothing that avoids nothing", () => {
    const useless = testModelControl("useless", {}, { costUsd: 1 });
    const twin = testModelControl("twin", { predeploy: { price_oracle: 0.9 } }, { costUsd: 3100, group: "bounds" });
    const with_ = testInputs({ controls: [...controls, useless, twin] });
    expect(
      choose(with_, 21_000)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(["bounds", "keys", "watch"]);
    expect(choose(with_, 7100).map(({ id }) => id)).toHaveLength(2);
    expect(choose(with_, 2999)).toEqual([]);
    expect(choose(with_, 1e9).map(({ id }) => id)).not.toContain("useless");
  });

  it("finds the numbers that flip the order, and it does flip there", () => {
    const flips = flipsOf(inputs);
    expect(flips.length).toBeGreaterThanOrEqual(2);
    const [before] = orderOf(inputs);
    for (const { key, at, now, first } of flips) {
      const at_ = (value: number) => orderOf(inputs, { ...inputs.values, [key]: value })[0]?.id;
      expect(at_(at), key).toBe(first);
      expect(at_(at), key).not.toBe(before?.id);
      expect(at_(now + (at - now) * 0.999), key).toBe(before?.id);
    }
  });

  it("has nothing to flip where nothing is planned", () => {
    expect(flipsOf(testInputs())).toEqual([]);
  });
});
