/** A session ends when it was not used for this long … */
export const SESSION_IDLE_MS = 7 * 24 * 3_600_000;
/** … and in any case this long after the sign-in. */
export const SESSION_ABSOLUTE_MS = 30 * 24 * 3_600_000;
/** Changes of how one signs in, and of secrets, need a sign-in that is at most this old. */
export const FRESH_SESSION_MS = 10 * 60_000;
/** The last use of a session is written at most this often. */
export const SESSION_TOUCH_MS = 60_000;
export const SETUP_LINK_MS = 7 * 24 * 3_600_000;

/** When a session ends if it is not used any more. */
export function sessionEnd(session: { lastSeenAt: Date; expiresAt: Date }): Date {
  return new Date(Math.min(session.expiresAt.getTime(), session.lastSeenAt.getTime() + SESSION_IDLE_MS));
}

export interface RateRule {
  readonly limit: number;
  readonly windowSeconds: number;
}

/**
 * Wrong passwords. The rule of the account alone does not hold for addresses from which the person has signed in
 * lately, so that nobody can lock a victim out of the places where they work.
 */
export const SIGN_IN_RULES = {
  address: { limit: 50, windowSeconds: 600 },
  accountAndAddress: { limit: 10, windowSeconds: 900 },
  account: { limit: 100, windowSeconds: 3600 },
} as const satisfies Record<string, RateRule>;

/** Guesses at invitation and set-up links, per address. */
export const LINK_RULE: RateRule = { limit: 30, windowSeconds: 600 };

/** The limiter's key of an address: IPv6 counts by /64, because one host has a whole one. */
export function addressKey(address: string | null): string {
  if (address === null) return "unknown";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("%")[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
