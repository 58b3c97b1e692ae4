const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Pauses after the first, second, … failed attempt: the schedule that Standard Webhooks proposes, about three days.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#delivery-attempts
 */
export const PAUSES: readonly number[] = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
];
/** Share of a pause by which it may be shorter or longer, so that what failed together is not tried together. */
const JITTER = 0.2;
/** How long one failure holds back the other messages to the same place. */
const LONGEST_HOLD = 5 * MINUTE;

/** What follows a failed attempt: its pause, or null when it was the last. `chance` is from 0 to 1. */
export function pauseAfter(attempt: number, chance: number, askedForMs = 0): number | null {
  const pause = PAUSES[attempt - 1];
  if (pause === undefined) return null;
  return Math.max(Math.round(pause * (1 + JITTER * (2 * chance - 1))), askedForMs);
}

/** How long the others to the same place wait, so that one attempt tells whether it is there again. */
export function holdAfter(pauseMs: number, askedForMs = 0): number {
  return Math.max(Math.min(pauseMs, LONGEST_HOLD), askedForMs);
}
