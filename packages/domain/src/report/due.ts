import type { Cadence } from "./stored.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Weekly = Extract<Cadence, { cadence: "weekly" }>;

/** The last moment at or before `now` at which a weekly report was due. */
export function lastDueAt(when: Weekly, now: Date): Date {
  const hour = Math.floor(now.getTime() / HOUR) * HOUR;
  const at = new Date(hour);
  const weekday = ((at.getUTCDay() + 6) % 7) + 1;
  const back = (weekday - when.weekday) * DAY + (at.getUTCHours() - when.hour) * HOUR;
  return new Date(hour - (back >= 0 ? back : back + 7 * DAY));
}

/** The first moment after `now` at which a weekly report is due. */
export function nextDueAt(when: Weekly, now: Date): Date {
  return new Date(lastDueAt(when, now).getTime() + 7 * DAY);
}
