/** Flow of weaknesses of one kind in a year: what comes in, what is caught before deployment, who finds the rest how fast. */
export interface Flow {
  readonly inflow: number;
  readonly caught: number;
  readonly attackerPerYear: number;
  readonly defenderPerYear: number;
}

/** Formula 10: weaknesses that are there at any time. */
export function stock({ inflow, caught, attackerPerYear, defenderPerYear }: Flow): number {
  return (inflow * (1 - caught)) / (attackerPerYear + defenderPerYear);
}

/** Formula 10: incidents in a year that the attacker wins. */
export function incidentsPerYear(flow: Flow): number {
  return stock(flow) * flow.attackerPerYear;
}

/** ln 2 over the half-life: how fast attempts get cheaper, per year. */
export function costFallPerYear(halfLifeMonths: number): number {
  return (Math.LN2 * 12) / halfLifeMonths;
}

/** Formula 14: growth per year of the logarithm of what a success costs; above 0 attacks get dearer. */
export function costTrend(input: { densityFall: number; costFall: number; successGrowth: number }): number {
  return input.densityFall - input.costFall - input.successGrowth;
}

/** Formula 14 at a standstill: the share by which reachable weaknesses must fall in a year. */
export function densityFallNeeded(halfLifeMonths: number, successGrowth: number): number {
  return 1 - Math.exp(-costFallPerYear(halfLifeMonths) - successGrowth);
}

/** The chance of success after some years: it grows, more slowly near what no attacker passes. */
export function successAfter(p: number, growthPerYear: number, years: number, cap = 0.9): number {
  if (p >= cap) return p;
  const odds = (p / (cap - p)) * Math.exp(growthPerYear * years);
  return (cap * odds) / (1 + odds);
}
