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
  const minutes = minutesToStop(values, defence);
  const blocked = Math.min(defence.preBlock, valueOf(values, "screening"));
  const tau = valueOf(values, "drain-minutes");
  const haircut = valueOf(values, "haircut");
  const perLine = codeIncidents(values, defence, successScale(values, regime)) / 1000;
  const fraction = lossFraction({ atomicShare: valueOf(values, "atomic-share"), preBlock: blocked, minutes, tau });
  const assets = inputs.assets.map((asset, index): LossPart => {
    const reach = { ...asset, fraction: Math.min(1, defence.caps[index] ?? 1) };
    return { perYear: perLine * asset.lines, takeUsd: extractable(reach, minutes, haircut), fraction };
  });
  const operations = {
    perYear: operationsIncidents(inputs, values, defence),
    takeUsd: operationsTake(inputs, haircut),
    fraction: drainedBy(minutes, tau),
  };
  return { assets, operations, minutes, blocked, lossUsd: expectedAnnualLoss([...assets, operations]) };
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

/** Keys reach everything that the market takes: who holds them changes the caps in the code. */
function operationsTake(inputs: ModelInputs, haircut: number): number {
  return inputs.assets.reduce(
    (sum, { valueUsd, liquidityUsd }) =>
      sum + extractable({ valueUsd, liquidityUsd, drainUsdPerMinute: null }, 0, haircut),
    0,
  );
}
