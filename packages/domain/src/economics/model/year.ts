import { CODE_CLASSES } from "../classes.ts";
import { DEFAULTS, valueOf, type Values } from "../parameters.ts";
import { combinedDetection, missedByAll } from "./bugs.ts";
import type { Defence } from "./defence.ts";
import { incidentsPerYear } from "./flow.ts";
import { REGIME_SUCCESS, type ModelInputs, type Regime } from "./inputs.ts";
import { expectedAnnualLoss, type LossPart } from "./loss.ts";
import { drainedBy, extractable, lossFraction } from "./response.ts";

const SHALLOW_SUM = CODE_CLASSES.reduce((sum, { share, shallow }) => sum + share * shallow, 0);
/** The mix of classes among shallow and among deep weaknesses; each sums to 1. */
const SHALLOW = CODE_CLASSES.map(({ share, shallow }) => (share * shallow) / SHALLOW_SUM);
const DEEP = CODE_CLASSES.map(({ share, shallow }) => (share * (1 - shallow)) / (1 - SHALLOW_SUM));
const NOTHING: Pick<Defence, "catches" | "looksPerYear"> = {
  catches: CODE_CLASSES.map(() => ({ best: 0, missed: 1 })),
  looksPerYear: 0,
};

/** A year as the model sees it: for each asset and for operations how often, how much, what share. */
export interface Year {
  /** In the order of the assets. */
  readonly assets: readonly LossPart[];
  readonly operations: LossPart;
  /** Until it is stopped. */
  readonly minutes: number;
  /** Chance that an atomic attack is kept out. */
  readonly blocked: number;
  /** Formula 11, in USD. */
  readonly lossUsd: number;
}

/** Runs the model once: every asset with its own limits, all classes of code, keys and operations. */
export function yearOf(inputs: ModelInputs, values: Values, defence: Defence, regime: Regime): Year {
  const { perLine, minutes, blocked, fraction, haircut, operations } = pressureOf(inputs, values, defence, regime);
  const assets = inputs.assets.map(
    (asset, index): LossPart => ({
      perYear: perLine * asset.lines,
      takeUsd: extractable(asset, minutes, haircut, defence.caps[index]),
      fraction,
    }),
  );
  return { assets, operations, minutes, blocked, lossUsd: expectedAnnualLoss([...assets, operations]) };
}

/** The expected loss of the same year alone: what is asked hundreds of thousands of times. */
export function lossOfYear(inputs: ModelInputs, values: Values, defence: Defence, regime: Regime): number {
  const { perLine, minutes, fraction, haircut, operations } = pressureOf(inputs, values, defence, regime);
  let sum = operations.perYear * operations.takeUsd * operations.fraction;
  for (let index = 0; index < inputs.assets.length; index += 1) {
    const asset = inputs.assets[index];
    if (asset === undefined || asset.lines === 0) continue;
    sum += perLine * asset.lines * extractable(asset, minutes, haircut, defence.caps[index]) * fraction;
  }
  return sum;
}

/** What holds for all assets alike. */
function pressureOf(inputs: ModelInputs, values: Values, defence: Defence, regime: Regime) {
  const minutes = minutesToStop(values, defence);
  const blocked = Math.min(defence.preBlock, valueOf(values, "screening"));
  const tau = valueOf(values, "drain-minutes");
  const haircut = valueOf(values, "haircut");
  return {
    ...{ minutes, blocked, haircut },
    perLine: codeIncidents(values, defence, successScale(values, regime)) / 1000,
    fraction: lossFraction({ atomicShare: valueOf(values, "atomic-share"), preBlock: blocked, minutes, tau }),
    operations: {
      perYear: operationsIncidents(inputs, values, defence),
      takeUsd: defence.keysReachUsd * (1 - haircut),
      fraction: drainedBy(minutes, tau),
    },
  };
}

/** Detect, decide, act: what the team's clocks say, or a control that is faster. */
export function minutesToStop(values: Values, defence: Defence): number {
  return (
    Math.min(valueOf(values, "detect-minutes"), defence.detectMinutes) +
    Math.min(valueOf(values, "decide-minutes"), defence.decideMinutes) +
    Math.min(valueOf(values, "act-minutes"), defence.actMinutes)
  );
}

/** Attackers find as much faster as their attempts succeed more often than the published central chance. */
function successScale(values: Values, regime: Regime): number {
  return valueOf(values, REGIME_SUCCESS[regime]) / valueOf(DEFAULTS, "success-central");
}

/** Incidents that attackers win in a year per 1,000 lines, over all classes: formula 10 with formula 3. */
export function codeIncidents(
  values: Values,
  defence: Pick<Defence, "catches" | "looksPerYear">,
  scale: number,
): number {
  const looks = defence.looksPerYear;
  return (
    incidentsPerYear({
      inflow: valueOf(values, "inflow-shallow") * leftOf(values, defence, "caught-shallow", SHALLOW),
      caught: 0,
      attackerPerYear: valueOf(values, "attacker-shallow") * scale,
      defenderPerYear: valueOf(values, "looks-shallow") + looks,
    }) +
    incidentsPerYear({
      inflow: valueOf(values, "inflow-deep") * leftOf(values, defence, "caught-deep", DEEP),
      caught: 0,
      attackerPerYear: valueOf(values, "attacker-deep") * scale,
      defenderPerYear: valueOf(values, "looks-deep") + looks * valueOf(values, "deep-recall"),
    })
  );
}

/** The share of weaknesses of one depth that is deployed, over the mix of classes. */
function leftOf(
  values: Values,
  { catches }: Pick<Defence, "catches">,
  key: "caught-shallow" | "caught-deep",
  weights: readonly number[],
): number {
  const b = valueOf(values, "blind-spot");
  const own = valueOf(values, key);
  let left = 0;
  for (let index = 0; index < weights.length; index += 1) {
    const found = catches[index];
    const best = found?.best ?? 0;
    left += (weights[index] ?? 0) * missedByAll(best > own ? best : own, (found?.missed ?? 1) * (1 - own), b);
  }
  return left;
}

/**
 * Incidents of keys and operations: their published share beside those of code that nobody defends, less what controls
 * keep from happening. What is done for the code does not make keys safer.
 */
function operationsIncidents(inputs: ModelInputs, values: Values, defence: Defence): number {
  const share = valueOf(values, "ops-count");
  const undefended = (codeIncidents(values, NOTHING, 1) * inputs.lines) / 1000;
  const kept = combinedDetection(defence.operations, valueOf(values, "blind-spot"));
  return (share / (1 - share)) * undefended * (1 - kept);
}
