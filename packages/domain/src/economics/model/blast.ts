import { valueOf } from "../parameters.ts";
import { standing } from "./defence.ts";
import type { ModelAsset, ModelInputs } from "./inputs.ts";
import { reachable } from "./response.ts";
import { minutesToStop } from "./year.ts";

export const HORIZONS = ["transaction", "block", "pause", "day"] as const;
export type Horizon = (typeof HORIZONS)[number];

/** What can leave if every check in front of it fails, without and with the limits. */
export interface Blast {
  readonly asset: ModelAsset;
  readonly without: Readonly<Record<Horizon, number>>;
  readonly withLimits: Readonly<Record<Horizon, number>>;
}

const DAY = 1440;

/** Facts, not the model: values and limits as stated, over four spans of time. A transaction ends within its block. */
export function blastRadius(inputs: ModelInputs): Blast[] {
  const { values } = inputs;
  const defence = standing(inputs);
  const block = valueOf(values, "block-seconds") / 60;
  const span = { transaction: block, block, pause: Math.max(block, minutesToStop(values, defence)), day: DAY };
  return inputs.assets.map((asset, index) => {
    const fraction = defence.caps[index];
    // A cap that a control puts on a share holds until somebody answers: after a day nobody did.
    const left = (horizon: Horizon): number => reachable(asset, span[horizon], horizon === "day" ? 1 : fraction);
    return {
      asset,
      without: { transaction: asset.valueUsd, block: asset.valueUsd, pause: asset.valueUsd, day: asset.valueUsd },
      withLimits: { transaction: left("transaction"), block: left("block"), pause: left("pause"), day: left("day") },
    };
  });
}
