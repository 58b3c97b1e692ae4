import { z } from "zod";
import { REGIMES } from "./model/inputs.ts";
import { ParameterKey } from "./parameters.ts";

/** What one regime came to: chance and size apart, never multiplied. */
export const RegimeResult = z.object({
  /** Chance of at least one loss in a year: mean, and what one in twenty draws stays below and above. */
  chance: z.object({ low: z.number(), mid: z.number(), high: z.number() }),
  /** Size of a loss if it happens: half, one in ten, one in a hundred are larger. */
  size: z.object({ half: z.number(), tenth: z.number(), hundredth: z.number() }),
  /** Simulated years with a loss, and what one year in a hundred loses more than. */
  yearsWithLoss: z.int(),
  yearHundredth: z.number(),
  /** Chance that a year holds a loss of more than so much. */
  exceedance: z.array(z.object({ usd: z.number(), chance: z.number() })),
});
export type RegimeResult = z.infer<typeof RegimeResult>;

const Worth = z.object({ id: z.string(), low: z.number(), mid: z.number(), high: z.number() });

/** All that a run of the simulation came to. */
export const SimulationResult = z.object({
  runs: z.int(),
  seed: z.int(),
  regimes: z.object(
    Object.fromEntries(REGIMES.map((regime) => [regime, RegimeResult])) as Record<
      (typeof REGIMES)[number],
      typeof RegimeResult
    >,
  ),
  /** Loss avoided for each dollar: at the values as they stand, and what one in ten draws stays below and above. */
  controls: z.array(Worth),
  flips: z.array(
    z.object({
      ...{ key: ParameterKey, now: z.number(), at: z.number(), first: z.string(), low: z.number(), high: z.number() },
    }),
  ),
});
export type SimulationResult = z.infer<typeof SimulationResult>;
