const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "12 Nov 2026, 18:00 UTC": the same text on every machine, because a server renders it too. */
export function absoluteTime(time: Date): string {
  return `${dateText(time)}, ${clockText(time)} UTC`;
}

/** "12 Nov 2026" in UTC. */
export function dateText(time: Date): string {
  return `${time.getUTCDate()} ${MONTHS[time.getUTCMonth()]} ${time.getUTCFullYear()}`;
}

/** "18:00" in UTC. */
export function clockText(time: Date): string {
  return `${String(time.getUTCHours()).padStart(2, "0")}:${String(time.getUTCMinutes()).padStart(2, "0")}`;
}

/**
 * "now", "5 min ago", "3 h ago", "in 2 d"; from 30 days on the date, with the year when it is another one.
 * `short` leaves the "ago" out, for columns of what has been.
 */
export function relativeTime(time: Date, now: Date, short = false): string {
  const gap = now.getTime() - time.getTime();
  const size = Math.abs(gap);
  if (size < MINUTE) return "now";
  if (size >= 30 * DAY) {
    const text = dateText(time);
    return time.getUTCFullYear() === now.getUTCFullYear() ? text.replace(/ \d+$/u, "") : text;
  }
  const span = spanText(size);
  if (gap <= 0) return `in ${span}`;
  return short ? span : `${span} ago`;
}

/** A span in its largest unit, rounded down: "41 s", "5 min", "3 h", "9 d". */
export function spanText(milliseconds: number): string {
  if (milliseconds < MINUTE) return `${Math.floor(milliseconds / 1000)} s`;
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < DAY) return `${Math.floor(milliseconds / HOUR)} h`;
  return `${Math.floor(milliseconds / DAY)} d`;
}
