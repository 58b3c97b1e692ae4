export interface Reach {
  readonly valueUsd: number;
  /** What the market takes at all. */
  readonly liquidityUsd: number | null;
  /** What can leave in one minute. */
  readonly drainUsdPerMinute: number | null;
}

/**
 * Formula 5 before the haircut: what can leave within so many minutes, with the limits of the asset; `fraction` is the
 * share of the value that can be reached at all.
 */
export function reachable({ valueUsd, liquidityUsd, drainUsdPerMinute }: Reach, minutes: number, fraction = 1): number {
  const drained = drainUsdPerMinute === null ? Infinity : drainUsdPerMinute * minutes;
  return Math.min(fraction * valueUsd, liquidityUsd ?? Infinity, drained);
}

/** Formula 5: what is left of it for the attacker, in USD. */
export function extractable(reach: Reach, minutes: number, haircut: number, fraction = 1): number {
  return reachable(reach, minutes, fraction) * (1 - haircut);
}

/** Formula 8: the share that is lost when an attack comes: atomic ones beat every pause, the others race it. */
export function lossFraction(input: {
  readonly atomicShare: number;
  /** Chance that an atomic attack is kept out of a block. */
  readonly preBlock: number;
  readonly minutes: number;
  readonly tau: number;
}): number {
  const { atomicShare, preBlock, minutes, tau } = input;
  return atomicShare * (1 - preBlock) + (1 - atomicShare) * drainedBy(minutes, tau);
}

/** The share that has left after so many minutes when everything leaves with the time constant `tau`. */
export function drainedBy(minutes: number, tau: number): number {
  return 1 - Math.exp(-minutes / tau);
}
