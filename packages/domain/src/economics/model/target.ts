import { CODE_CLASSES } from "../classes.ts";
import { valueOf, type Values } from "../parameters.ts";
import { attemptCost, breakEven, campaignCost, monthsToCrossing, successOver } from "./attempt.ts";
import { chanceOfWeakness, combinedDetection, weaknessesLeft } from "./bugs.ts";
import { type Defence, standing } from "./defence.ts";
import { type ModelAsset, type ModelInputs, REGIME_SUCCESS, type Regime } from "./inputs.ts";
import { reachable } from "./response.ts";
import { minutesToStop } from "./year.ts";

/** Nobody and nothing succeeds more often. */
const MOST_SUCCESS = 0.9;

/**
 * Who attacks code, as the catalogue of the threat model has them (ADV-2 to ADV-4): attempts on one target are what
 * they make in a day times how long they stay.
 */
export const ATTACKERS = [
  {
    id: "swarm",
    ...{ label: "Swarm of agents", kind: "ADV-2", attempts: 35, fixedUsd: 5000, capMult: 0.5 },
    targets: "targets-swarm",
    patience: "10,000 attempts a day, five minutes on each target",
  },
  {
    id: "harness",
    ...{ label: "Agent with a harness", kind: "ADV-3", attempts: 50, fixedUsd: 20_000, capMult: 1.5 },
    targets: "targets-harness",
    patience: "200 attempts a day, six hours on each target",
  },
  {
    id: "expert",
    ...{ label: "Expert with agents", kind: "ADV-4", attempts: 70, fixedUsd: 50_000, capMult: 2 },
    targets: "targets-expert",
    patience: "5 attempts a day, two weeks on one target",
  },
] as const;
export type Attacker = (typeof ATTACKERS)[number];
export type AttackerId = Attacker["id"];

/** An asset as an attacker sees it. */
export interface Target {
  readonly asset: ModelAsset;
  /** What can be taken before it is stopped, with the limits; before the haircut, which `worthFromUsd` has in it. */
  readonly takeUsd: number;
  /** Formula 6: worth attacking from this. */
  readonly worthFromUsd: number;
  readonly isWorth: boolean;
  /** Until the falling cost of attempts makes it worth it; null where it is already. */
  readonly months: number | null;
}

/** The inventory against one attacker: what is worth attacking today, and from when the rest is. Code alone. */
export function targetsOf(inputs: ModelInputs, regime: Regime, attacker: Attacker, kappa = 1): Target[] {
  const { values } = inputs;
  const defence = standing(inputs);
  const minutes = minutesToStop(values, defence);
  return inputs.assets.flatMap((asset, index): Target[] => {
    if (asset.lines <= 0) return [];
    const takeUsd = reachable(asset, minutes, defence.caps[index]);
    const worthFromUsd = worthAttackingFrom(values, defence, asset.lines, regime, attacker, kappa);
    const months = monthsToCrossing(valueOf(values, "cost-half-life"), worthFromUsd, takeUsd);
    return [{ asset, takeUsd, worthFromUsd, isWorth: months === null, months }];
  });
}

/** Formula 6 over all classes: the campaign tries everything, and each class has its own chance and price. */
export function worthAttackingFrom(
  values: Values,
  defence: Defence,
  lines: number,
  regime: Regime,
  attacker: Attacker,
  kappa = 1,
): number {
  const p = valueOf(values, REGIME_SUCCESS[regime]) * attacker.capMult;
  const r = valueOf(values, "correlation");
  const b = valueOf(values, "blind-spot");
  const perThousand = -Math.log(1 - valueOf(values, "rho-valued"));
  let missedAll = 1;
  let tokens = 0;
  CODE_CLASSES.forEach(({ share, pMult, tokenMult }, index) => {
    const caught = combinedDetection(defence.catches[index] ?? { best: 0, missed: 1 }, b);
    const rho = chanceOfWeakness(weaknessesLeft(perThousand * share, lines, caught));
    missedAll *= 1 - rho * successOver(Math.min(MOST_SUCCESS, p * pMult), r, attacker.attempts);
    tokens += share * tokenMult;
  });
  const attemptUsd = attemptCost({
    ...{ usd: valueOf(values, "attempt-cost"), halfLifeMonths: valueOf(values, "cost-half-life"), tokenMult: tokens },
  });
  const { attempts, fixedUsd } = attacker;
  return breakEven({
    costUsd: campaignCost({ attempts, attemptUsd, fixedUsd, targets: Math.max(1, valueOf(values, attacker.targets)) }),
    ...{ rho: 1, success: 1 - missedAll, hitUsd: valueOf(values, "hit-cost"), kappa },
    blocked: valueOf(values, "atomic-share") * Math.min(defence.preBlock, valueOf(values, "screening")),
    haircut: valueOf(values, "haircut"),
  });
}

/** What a fresh contract of nobody must hold to be worth one attempt. */
export function worthOfFresh(values: Values, regime: Regime): number {
  return breakEven({
    costUsd: valueOf(values, "attempt-cost"),
    rho: valueOf(values, "rho-fresh"),
    success: valueOf(values, REGIME_SUCCESS[regime]),
    hitUsd: valueOf(values, "hit-cost"),
    haircut: valueOf(values, "haircut"),
  });
}
