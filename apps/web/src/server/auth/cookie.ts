import "server-only";
import { SESSION_ABSOLUTE_MS } from "@redoubt/domain/identity";
import { type Env, env } from "../../env.ts";

/**
 * Name of the session cookie. Under https the prefix __Host- binds it to this host and to Secure. Without https it
 * carries the port, because cookies of one host name are shared between ports and two installations would sign each
 * other out.
 */
export function sessionCookieName(settings: Pick<Env, "https" | "port"> = env()): string {
  return settings.https ? "__Host-redoubt-session" : `redoubt-session-${settings.port || "80"}`;
}

export function sessionCookieOptions(settings: Pick<Env, "https"> = env()) {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: settings.https } as const;
}

/** The Set-Cookie header that signs in, or out when there is no token. */
export function sessionCookie(token: string | null): string {
  const { secure } = sessionCookieOptions();
  const life = token === null ? 0 : Math.floor(SESSION_ABSOLUTE_MS / 1000);
  return `${sessionCookieName()}=${token ?? ""}; Path=/; Max-Age=${life}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}

/** The session token of a request; undefined without one, or when it is not of our form. */
export function sessionTokenOf(headers: Headers): string | undefined {
  const prefix = `${sessionCookieName()}=`;
  for (const part of (headers.get("cookie") ?? "").split(";")) {
    const pair = part.trim();
    if (!pair.startsWith(prefix)) continue;
    const token = pair.slice(prefix.length);
    return /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
  }
  return undefined;
}
