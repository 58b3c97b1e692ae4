/** The moment at which a day of a date field begins, in UTC; null while no day is chosen. */
export function startOf(day: string): Date | null {
  if (day === "") return null;
  const start = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(start.getTime()) ? null : start;
}

/** The day as a date field has it, `2026-11-12`; empty for none. */
export function dayOf(date: Date | null | undefined): string {
  return date?.toISOString().slice(0, 10) ?? "";
}

/** The first day that is to come: what a date field may offer. */
export function tomorrow(now = new Date()): string {
  return dayOf(new Date(now.getTime() + 86_400_000));
}

/** True for a day that has not begun. */
export function isToCome(day: string, now = new Date()): boolean {
  const start = startOf(day);
  return start !== null && start > now;
}
