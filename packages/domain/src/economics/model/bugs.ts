/** What one tool or look catches before deployment; those of one group share their blind spots. */
export interface Catch {
  readonly group: string;
  readonly rate: number;
}

/** Formula 2: expected exploitable weaknesses that are left in so many lines. */
export function weaknessesLeft(perThousand: number, nSloc: number, caught: number): number {
  return (perThousand * nSloc * (1 - caught)) / 1000;
}

/** Formula 2: the chance that there is at least one. */
export function chanceOfWeakness(expected: number): number {
  return 1 - Math.exp(-expected);
}

/** The best rate and the product of all misses, one rate for each group: what formula 3 needs of a set of tools. */
export function groupCatches(catches: readonly Catch[]): { readonly best: number; readonly missed: number } {
  const groups = new Map<string, number>();
  for (const { group, rate } of catches) groups.set(group, Math.max(groups.get(group) ?? 0, rate));
  const rates = [...groups.values()];
  return { best: Math.max(0, ...rates), missed: rates.reduce((product, rate) => product * (1 - rate), 1) };
}

/**
 * Formula 3: what all together catch. With weight `b` they miss what the best one misses, because blind spots are
 * shared; with the rest they miss independently.
 */
export function combinedDetection({ best, missed }: { best: number; missed: number }, b: number): number {
  return 1 - missedByAll(best, missed, b);
}

/** What is left of formula 3: the share that nobody catches. */
export function missedByAll(best: number, missed: number, b: number): number {
  return b * (1 - best) + (1 - b) * missed;
}
