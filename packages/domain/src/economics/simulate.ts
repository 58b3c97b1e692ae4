import { standing } from "./model/defence.ts";
import type { ModelInputs, Regime } from "./model/inputs.ts";
import { REGIMES } from "./model/inputs.ts";
import { chanceOfOne, lognormalMean, meanIncidents } from "./model/loss.ts";
import { avoidedBeside, avoidedPerDollar, flipsOf, type Plan, planOf, type Worth } from "./model/order.ts";
import { lossOfYear, yearOf, type Year } from "./model/year.ts";
import { type ParameterKey, PARAMETERS, type Values, valueOf } from "./parameters.ts";
import { type Random, randomFrom } from "./random.ts";
import type { RegimeResult, SimulationResult } from "./result.ts";

/** Runs of one simulation. */
export const RUNS = 10_000;

/** A simulation that is run in pieces, so that whoever runs it can stop between them. */
export interface Simulation {
  readonly done: boolean;
  /** Runs so many years more. */
  run(years: number): void;
  /** What came of it. Throws before it is done. */
  result(): SimulationResult;
}

interface Pool {
  readonly rates: Float64Array;
  readonly sizes: Float64Array;
  readonly years: Float64Array;
}

/**
 * Ten thousand years. Each draws every uncertain number from its range, once for all regimes and controls, so that what
 * is compared differs by what is compared alone; then one loss as it would be, and what a year holds of them.
 */
export function createSimulation(inputs: ModelInputs, seed: number, runs: number = RUNS): Simulation {
  const random = randomFrom(seed);
  const now = standing(inputs);
  const pools = Object.fromEntries(REGIMES.map((regime) => [regime, emptyPool(runs)])) as Record<Regime, Pool>;
  const compared = inputs.controls.map((control) => ({
    plan: planOf(inputs, control),
    worth: new Float64Array(runs),
  }));
  const drawn = PARAMETERS.map(({ key }) => key).filter((key) => inputs.ranges[key] !== undefined);
  let at = 0;
  const one = (): void => {
    const values = drawValues(inputs, drawn, random);
    const severity = severityOf(values);
    for (const regime of REGIMES) {
      const year = yearOf(inputs, values, now, regime);
      const chances = lossChances(year, values);
      const pool = pools[regime];
      pool.rates[at] = chances.total;
      pool.sizes[at] = lossSize(year, values, chances, severity, random);
      let sum = 0;
      for (let left = random.poisson(chances.total); left > 0; left -= 1) {
        sum += lossSize(year, values, chances, severity, random);
      }
      pool.years[at] = sum;
    }
    const asItIs = lossOfYear(inputs, values, now, "central");
    for (const { plan, worth } of compared) worth[at] = avoidedBeside(inputs, values, plan, asItIs);
    at += 1;
  };
  return {
    get done() {
      return at >= runs;
    },
    run(years) {
      for (let left = Math.min(years, runs - at); left > 0; left -= 1) one();
    },
    result() {
      if (at < runs) throw new Error("the simulation is not done");
      return {
        ...{ runs, seed },
        regimes: Object.fromEntries(
          REGIMES.map((regime) => [regime, summaryOf(pools[regime])]),
        ) as SimulationResult["regimes"],
        controls: worthsOf(inputs, compared),
        flips: flipsOf(inputs),
      };
    },
  };
}

/** All of it at once: for tests and benchmarks. */
export function simulate(inputs: ModelInputs, seed: number, runs: number = RUNS): SimulationResult {
  const simulation = createSimulation(inputs, seed, runs);
  simulation.run(runs);
  return simulation.result();
}

function emptyPool(runs: number): Pool {
  return { rates: new Float64Array(runs), sizes: new Float64Array(runs), years: new Float64Array(runs) };
}

/** Each number from its range with its peak at the value as it stands; over ranges of decades by their logarithm. */
function drawValues(inputs: ModelInputs, drawn: readonly ParameterKey[], random: Random): Values {
  const values: Record<ParameterKey, number | null> = { ...inputs.values };
  for (const key of drawn) {
    const [low, high] = inputs.ranges[key] ?? [0, 0];
    const mode = inputs.values[key];
    if (mode === null) continue;
    const [least, most] = [Math.min(low, mode), Math.max(high, mode)];
    const isWide = least > 0 && most / least > 3;
    values[key] = isWide
      ? Math.exp(random.triangular(Math.log(least), Math.log(mode), Math.log(most)))
      : random.triangular(least, mode, most);
  }
  return values;
}

interface Severity {
  readonly mu: number;
  readonly sigma: number;
  /** Of keys and operations, whose incidents are larger. */
  readonly operationsMu: number;
}

function severityOf(values: Values): Severity {
  const sigma = valueOf(values, "severity-sigma");
  const median = valueOf(values, "severity-median");
  const { operations } = meanIncidents({
    mean: lognormalMean(median, sigma),
    countShare: Math.max(0.001, valueOf(values, "ops-count")),
    valueShare: valueOf(values, "ops-value"),
  });
  return { mu: Math.log(median), sigma, operationsMu: Math.log(operations) - sigma ** 2 / 2 };
}

interface LossChances {
  readonly total: number;
  /** Share of attacks on code from which something is lost. */
  readonly hits: number;
  readonly atomic: number;
}

/** How often a year something is lost: attacks that are kept out of a block lose nothing. */
function lossChances(year: Year, values: Values): LossChances {
  const share = valueOf(values, "atomic-share");
  const atomic = share * (1 - year.blocked);
  const hits = atomic + 1 - share;
  const code = year.assets.reduce((sum, { perYear, takeUsd }) => sum + (takeUsd > 0 ? perYear : 0), 0);
  const operations = year.operations.takeUsd > 0 ? year.operations.perYear : 0;
  return { total: code * hits + operations, hits, atomic };
}

/** One loss: whose it is by how often each happens, as large as losses are, and never more than can be taken. */
function lossSize(
  year: Year,
  values: Values,
  { total, hits, atomic }: LossChances,
  { mu, sigma, operationsMu }: Severity,
  random: Random,
): number {
  let place = random.next() * total;
  const isAtomic = random.next() * hits < atomic;
  const normal = random.normal();
  for (const { perYear, takeUsd } of year.assets) {
    if (takeUsd <= 0) continue;
    place -= perYear * hits;
    if (place >= 0) continue;
    const share = isAtomic ? 1 : 1 - Math.exp(-year.minutes / valueOf(values, "drain-minutes"));
    return Math.min(Math.exp(mu + sigma * normal), takeUsd) * share;
  }
  const { takeUsd, fraction } = year.operations;
  return Math.min(Math.exp(operationsMu + sigma * normal), takeUsd) * fraction;
}

interface Comparison {
  readonly plan: Plan;
  readonly worth: Float64Array;
}

/** Planned controls in their order, then those in place. */
function worthsOf(inputs: ModelInputs, compared: readonly Comparison[]): Worth[] {
  const worths = compared.map(({ plan, worth }) => {
    const drawn = worth.toSorted();
    const mid = avoidedPerDollar(inputs, inputs.values, plan);
    return { inPlace: plan.control.inPlace, id: plan.control.id, mid, drawn };
  });
  return worths
    .sort((a, b) => Number(a.inPlace) - Number(b.inPlace) || b.mid - a.mid || (a.id < b.id ? -1 : 1))
    .map(({ id, mid, drawn }) => ({ id, mid, low: quantile(drawn, 0.1), high: quantile(drawn, 0.9) }));
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const POINTS = 25;

function summaryOf({ rates, sizes, years }: Pool): RegimeResult {
  const chances = rates.map(chanceOfOne).toSorted();
  const mean = chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
  const order = [...sizes.keys()].sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0));
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  const sizeAt = (share: number): number => {
    let weight = 0;
    for (const index of order) {
      weight += rates[index] ?? 0;
      if (weight >= share * total) return sizes[index] ?? 0;
    }
    return 0;
  };
  const largest = sizes[order.at(-1) ?? 0] ?? 0;
  return {
    chance: { low: quantile(chances, 0.05), mid: mean, high: quantile(chances, 0.95) },
    size: { half: sizeAt(0.5), tenth: sizeAt(0.9), hundredth: sizeAt(0.99) },
    yearsWithLoss: years.reduce((count, loss) => count + (loss > 0 ? 1 : 0), 0),
    yearHundredth: quantile(years.toSorted(), 0.99),
    exceedance: exceedanceOf(rates, sizes, largest),
  };
}

function exceedanceOf(rates: Float64Array, sizes: Float64Array, largest: number): RegimeResult["exceedance"] {
  if (largest <= 1000) return [];
  return Array.from({ length: POINTS }, (_, point) => {
    const usd = 1000 * (largest / 1000) ** (point / (POINTS - 1));
    const rate = rates.reduce((sum, each, index) => sum + ((sizes[index] ?? 0) > usd ? each : 0), 0) / rates.length;
    return { usd, chance: chanceOfOne(rate) };
  });
}
