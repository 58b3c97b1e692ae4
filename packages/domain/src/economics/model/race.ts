export interface Race {
  /** Finds per day: how often the defender looks, and how fast attackers find what they can see. */
  readonly defenderPerDay: number;
  readonly attackerPerDay: number;
  /** Days between the defender's first look and the day on which it can be attacked. */
  readonly headStartDays: number;
  /** Days from a find to a fix or, where money can be contained, to the pause. */
  readonly fixDays: number;
}

/** Formula 9: the chance that the attacker is first. A timelocked upgrade is a fix, a pause contains. */
export function chanceAttackerWins({ defenderPerDay, attackerPerDay, headStartDays, fixDays }: Race): number {
  const all = defenderPerDay + attackerPerDay;
  if (all === 0) return 0;
  const lead = headStartDays - fixDays;
  if (lead >= 0) return Math.exp(-defenderPerDay * lead) * (attackerPerDay / all);
  return 1 - Math.exp(attackerPerDay * lead) * (defenderPerDay / all);
}
