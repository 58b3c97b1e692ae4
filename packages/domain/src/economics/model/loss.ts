/** One source of loss: how often in a year, how much there is to take, what share of it is lost. */
export interface LossPart {
  readonly perYear: number;
  readonly takeUsd: number;
  readonly fraction: number;
}

/** Formula 11: expected loss of a year, in USD; code and operations alike. */
export function expectedAnnualLoss(parts: readonly LossPart[]): number {
  return parts.reduce((sum, { perYear, takeUsd, fraction }) => sum + perYear * takeUsd * fraction, 0);
}

/** The chance of at least one, of what happens so often in a year. */
export function chanceOfOne(perYear: number): number {
  return 1 - Math.exp(-perYear);
}

/** Sigma of a lognormal with this mean and median. */
export function sigmaOf(mean: number, median: number): number {
  return Math.sqrt(2 * Math.log(mean / median));
}

/** The size that a lognormal stays below with the chance whose standard normal quantile is `z`. */
export function lognormalQuantile(median: number, sigma: number, z: number): number {
  return median * Math.exp(sigma * z);
}

/** Mean of a lognormal. */
export function lognormalMean(median: number, sigma: number): number {
  return median * Math.exp(sigma ** 2 / 2);
}

/** Mean incident of operations and of everything else, from the mean of all and what share of count and value is which. */
export function meanIncidents(input: { mean: number; countShare: number; valueShare: number }): {
  readonly operations: number;
  readonly others: number;
} {
  const { mean, countShare, valueShare } = input;
  return {
    operations: (mean * valueShare) / countShare,
    others: (mean * (1 - valueShare)) / (1 - countShare),
  };
}

/** Something that can be bought. */
export interface Offer {
  readonly id: string;
  readonly costUsd: number;
}

/**
 * Formula 12 under a budget: again and again the one that avoids most for each dollar, given what is already taken.
 * `loss` is the model, run anew with a set of ids. What avoids nothing more is left out.
 */
export function chooseWithin<T extends Offer>(
  offers: readonly T[],
  budgetUsd: number,
  loss: (taken: readonly string[]) => number,
): T[] {
  const taken: T[] = [];
  let left = budgetUsd;
  let now = loss([]);
  for (;;) {
    let best: { offer: T; after: number; value: number } | null = null;
    for (const offer of offers) {
      if (offer.costUsd > left || taken.includes(offer)) continue;
      const after = loss([...taken, offer].map(({ id }) => id));
      const value = (now - after) / offer.costUsd;
      if (value > 0 && (best === null || value > best.value)) best = { offer, after, value };
    }
    if (best === null) return taken;
    taken.push(best.offer);
    left -= best.offer.costUsd;
    now = best.after;
  }
}
