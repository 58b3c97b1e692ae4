/**
 * Formula 13: what a finder gets for reporting over what a thief keeps. Below 1 the bounty relies on ethics; it is no
 * advice to pay thieves.
 */
export function bountyAdequacy(input: {
  readonly bountyUsd: number;
  /** Chance that a report is paid. */
  readonly paid: number;
  readonly takeUsd: number;
  readonly blocked: number;
  readonly haircut: number;
  /** Chance that the law takes it back. */
  readonly recovered: number;
}): number {
  const { bountyUsd, paid, takeUsd, blocked, haircut, recovered } = input;
  return (bountyUsd * paid) / (takeUsd * (1 - blocked) * (1 - haircut) * (1 - recovered));
}
