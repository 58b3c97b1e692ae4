import { type Levers, NO_LEVERS } from "./levers.ts";
import type { ModelControl, ModelInputs } from "./model/inputs.ts";
import { DEFAULT_RANGES, DEFAULTS, type ParameterKey } from "./parameters.ts";

/** A control of the model that moves what is said. */
export function testModelControl(id: string, levers: Partial<Levers>, over: Partial<ModelControl> = {}): ModelControl {
  return { id, name: id, costUsd: 5000, inPlace: false, group: id, levers: { ...NO_LEVERS, ...levers }, ...over };
}

/** A vault, a pool with a cap, and keys that no code holds; every number as published. */
export function testInputs(
  over: Partial<Omit<ModelInputs, "values">> & { values?: Partial<Record<ParameterKey, number>> } = {},
): ModelInputs {
  const { values, ...rest } = over;
  return {
    assets: [
      { id: "vault", name: "Vault", valueUsd: 1_000_000, drainUsdPerMinute: null, liquidityUsd: null, lines: 500 },
      { id: "pool", name: "Pool", valueUsd: 400_000, drainUsdPerMinute: 5000, liquidityUsd: 300_000, lines: 500 },
      { id: "safe", name: "Safe", valueUsd: 200_000, drainUsdPerMinute: null, liquidityUsd: null, lines: 0 },
    ],
    ...{ lines: 1000, ranges: DEFAULT_RANGES, controls: [] },
    ...rest,
    values: { ...DEFAULTS, ...values },
  };
}
