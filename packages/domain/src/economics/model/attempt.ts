import { lnBeta } from "./special.ts";

/** Formula 1: what one attempt costs after some months, in USD; the price of tokens halves every `halfLifeMonths`. */
export function attemptCost(input: {
  readonly usd: number;
  readonly halfLifeMonths: number;
  readonly months?: number;
  readonly tokenMult?: number;
}): number {
  const { usd, halfLifeMonths, months = 0, tokenMult = 1 } = input;
  return usd * 2 ** (-months / halfLifeMonths) * tokenMult;
}

/** Formula 1: a campaign on one target, with the fixed cost spread over all targets of a year. */
export function campaignCost(input: {
  readonly attempts: number;
  readonly attemptUsd: number;
  readonly fixedUsd: number;
  readonly targets: number;
}): number {
  return input.attempts * input.attemptUsd + input.fixedUsd / input.targets;
}

/**
 * Formula 4: the chance that at least one of n attempts on one target succeeds. Attempts resemble each other (`r`), so
 * it is beta-binomial: independent attempts would make 87 % of a chance of 2 % after a hundred.
 */
export function successOver(p: number, r: number, n: number): number {
  if (p <= 0 || n <= 0) return 0;
  if (p >= 1) return 1;
  if (r <= 0) return 1 - (1 - p) ** n;
  if (r >= 1) return p;
  const a = (p * (1 - r)) / r;
  const b = ((1 - p) * (1 - r)) / r;
  return 1 - Math.exp(lnBeta(a, b + n) - lnBeta(a, b));
}

export interface BreakEven {
  /** Of the whole campaign, in USD. */
  readonly costUsd: number;
  /** Chance that there is a weakness to exploit. */
  readonly rho: number;
  /** Chance that the campaign exploits it. */
  readonly success: number;
  /** Gas, fee of a flash loan, infrastructure: paid for each hit. */
  readonly hitUsd?: number;
  /** Share of the take that the adversary keeps: 1 for a thief, the bounty's share for a hunter. */
  readonly kappa?: number;
  /** Chance of being blocked. */
  readonly blocked?: number;
  /** Lost to laundering and slippage. */
  readonly haircut?: number;
}

/** Formula 6: the value in a target from which it is worth attacking; infinite where every attack is blocked. */
export function breakEven(input: BreakEven): number {
  const { costUsd, rho, success, hitUsd = 0, kappa = 1, blocked = 0, haircut = 0 } = input;
  const kept = kappa * (1 - blocked) * (1 - haircut);
  const chance = rho * success;
  if (kept <= 0 || chance <= 0) return Infinity;
  return (costUsd / chance + hitUsd) / kept;
}

/** Formula 6: months until what can be taken is worth the attack, if only its cost falls; null where it already is. */
export function monthsToCrossing(halfLifeMonths: number, worthFromUsd: number, takeUsd: number): number | null {
  if (takeUsd >= worthFromUsd) return null;
  if (takeUsd <= 0 || !Number.isFinite(worthFromUsd)) return Infinity;
  return halfLifeMonths * Math.log2(worthFromUsd / takeUsd);
}

/** Formula 7: what one success costs the attacker, in USD. */
export function costPerSuccess(attemptUsd: number, rho: number, p: number): number {
  return attemptUsd / (rho * p);
}
