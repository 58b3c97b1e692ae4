const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = FORMATS.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" },
    });
    FORMATS.set(zone, format);
  }
  return format;
}

/** True for a time zone that this machine knows, such as `Europe/Zurich`. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** A day and the minutes after its midnight, as clocks on the wall show them. */
export interface LocalTime {
  /** `2026-11-12` */
  readonly day: string;
  readonly minutes: number;
}

/** What clocks in a zone show at an instant. */
export function localTime(at: Date, zone: string): LocalTime {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: `${parts["year"]}-${parts["month"]}-${parts["day"]}`,
    minutes: Number(parts["hour"]) * 60 + Number(parts["minute"]),
  };
}

/** How far a zone's clocks are ahead of UTC at an instant. */
function offsetMs(at: Date, zone: string): number {
  const { day, minutes } = localTime(at, zone);
  const asUtc = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  return asUtc - Math.floor(at.getTime() / 60_000) * 60_000;
}

/**
 * The instant at which clocks in a zone show a time. A time that comes twice (end of summer) is the first of the two; a
 * time that is skipped (its beginning) is as long after the change as it would have been.
 */
export function instantOf(time: LocalTime, zone: string): Date {
  const asUtc = Date.parse(`${time.day}T00:00:00Z`) + time.minutes * 60_000;
  const offsets = [offsetMs(new Date(asUtc - 86_400_000), zone), offsetMs(new Date(asUtc + 86_400_000), zone)];
  const candidates = offsets.map((offset) => new Date(asUtc - offset)).sort((a, b) => a.getTime() - b.getTime());
  const shown = candidates.find((candidate) => {
    const local = localTime(candidate, zone);
    return local.day === time.day && local.minutes === time.minutes;
  });
  return shown ?? candidates.at(-1) ?? new Date(asUtc);
}

/** The next time after an instant at which clocks in a zone show so many minutes after midnight. */
export function nextLocalTime(after: Date, minutes: number, zone: string): Date {
  const { day } = localTime(after, zone);
  for (const days of [0, 1, 2]) {
    const candidate = instantOf({ day: plusDays(day, days), minutes }, zone);
    if (candidate > after) return candidate;
  }
  throw new Error(`no ${minutes} minutes after midnight in ${zone}`);
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Minutes after midnight from which and until which nothing may disturb; over midnight when the end is smaller. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** When the quiet hours around an instant end; null outside of them. Equal ends are no quiet hours. */
export function quietUntil(at: Date, quiet: QuietHours | null, zone: string): Date | null {
  if (quiet === null || quiet.from === quiet.to) return null;
  const { minutes } = localTime(at, zone);
  const inside =
    quiet.from < quiet.to ? minutes >= quiet.from && minutes < quiet.to : minutes >= quiet.from || minutes < quiet.to;
  return inside ? nextLocalTime(at, quiet.to, zone) : null;
}

/** "09:05" for 545. */
export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** 545 for "09:05"; null for anything that is no time of a day. */
export function minutesOf(clock: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}
