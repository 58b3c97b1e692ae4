import type { Levers } from "../levers.ts";
import type { Ranges, Values } from "../parameters.ts";

/** Something to take, with its own limits. */
export interface ModelAsset {
  readonly id: string;
  readonly name: string;
  readonly valueUsd: number;
  readonly drainUsdPerMinute: number | null;
  readonly liquidityUsd: number | null;
  /** Lines of code that hold it; 0 where no code does: only keys and operations reach it. */
  readonly lines: number;
}

/** A control, with what it costs in a year and what it moves. */
export interface ModelControl {
  readonly id: string;
  readonly name: string;
  readonly costUsd: number;
  readonly inPlace: boolean;
  /** Controls of one group share their blind spots: of what they catch before deployment the best one counts. */
  readonly group: string;
  readonly levers: Levers;
}

/** Everything that the model is computed from. */
export interface ModelInputs {
  readonly assets: readonly ModelAsset[];
  /** Of the project; also where no asset names code. */
  readonly lines: number;
  readonly values: Values;
  readonly ranges: Ranges;
  readonly controls: readonly ModelControl[];
}

export const REGIMES = ["attacker_optimistic", "central", "defender_optimistic"] as const;
export type Regime = (typeof REGIMES)[number];

/** The parameter that a regime differs by. */
export const REGIME_SUCCESS = {
  attacker_optimistic: "success-attacker",
  central: "success-central",
  defender_optimistic: "success-defender",
} as const satisfies Record<Regime, string>;
