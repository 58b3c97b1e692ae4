import {
  CODE_CLASSES,
  createSimulation,
  DEFAULT_RANGES,
  DEFAULTS,
  type ModelControl,
  type ModelInputs,
  NO_LEVERS,
  PARAMETERS,
  RUNS,
} from "@redoubt/domain/economics";
import { emit, inTurns, round } from "./result.ts";

const ASSETS = 50;
const CONTROLS = 20;
const REPETITIONS = 7;
/** Milliseconds for ten thousand years. */
const TARGET = 2000;

/**
 * The simulation of the money at risk as the worker runs it, in pieces, on a project that is larger than most: three
 * regimes, all controls compared, the walk through every number that flips their order. The floor draws as many random
 * numbers as there are uncertain ones, and nothing else.
 */
const control = (index: number): ModelControl => ({
  ...{ id: `control-${index}`, name: `Control ${index}`, costUsd: 1000 * (index + 1), inPlace: index % 4 === 0 },
  group: `group-${index % 5}`,
  levers: {
    ...NO_LEVERS,
    predeploy: { [CODE_CLASSES[index % CODE_CLASSES.length]?.id ?? "rounding"]: 0.3, keys_ops: 0.05 },
    rescanPerDay: index % 3 === 0 ? 0.1 : null,
    detectMinutes: index % 7 === 0 ? 2 : null,
    capFraction: index % 10 === 9 ? 0.2 : null,
  },
});
const inputs: ModelInputs = {
  assets: Array.from({ length: ASSETS }, (_, index) => ({
    ...{ id: `asset-${index}`, name: `Asset ${index}`, valueUsd: 10_000 * (index + 1), lines: 200 },
    drainUsdPerMinute: index % 2 === 0 ? 5000 : null,
    liquidityUsd: index % 3 === 0 ? 200_000 : null,
  })),
  ...{ lines: ASSETS * 200, values: DEFAULTS, ranges: DEFAULT_RANGES },
  controls: Array.from({ length: CONTROLS }, (_, index) => control(index)),
};

let yearsWithLoss = 0;
const ours = async (): Promise<void> => {
  const simulation = createSimulation(inputs, 7);
  while (!simulation.done) simulation.run(500);
  yearsWithLoss = simulation.result().regimes.central.yearsWithLoss;
};
let drawn = 0;
const floor = async (): Promise<void> => {
  const uncertain = PARAMETERS.filter(({ range }) => range !== null).length;
  for (let left = RUNS * uncertain; left > 0; left -= 1) drawn += Math.random();
};

await ours();
const times = await inTurns(REPETITIONS, ours, floor);
if (yearsWithLoss === 0 || drawn === 0) throw new Error("nothing was simulated");
emit({
  id: "simulation",
  n: RUNS,
  ours: round(times.a, 1),
  floor: round(times.b, 1),
  ratio: round(times.a / times.b, 1),
  target: TARGET,
  goal: `≤ ${TARGET} ms`,
  ok: times.a <= TARGET,
  note: `${RUNS} years of three regimes, ${ASSETS} assets, ${CONTROLS} controls compared and walked for what flips their order, ${REPETITIONS} pairs in turns, medians; the fast tenth ${round(times.fast.a, 1)} ms; ${yearsWithLoss} years with a loss in the central regime`,
});
