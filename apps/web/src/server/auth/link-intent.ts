import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "../../env.ts";

/**
 * A person who is signed in links another way to sign in only from the account page: the post there leaves this cookie,
 * bound to the session and the provider. Without it a return from a provider links nothing, so that nobody can be
 * brought to link an account by a mere link.
 */
const LIFE_SECONDS = 600;

function cookieName(): string {
  return env().https ? "__Host-redoubt-link" : `redoubt-link-${env().port || "80"}`;
}

function mark(sessionId: string, provider: string): string {
  return createHmac("sha256", env().authSecret).update(`link-intent\0${sessionId}\0${provider}`).digest("base64url");
}

export function linkIntentCookie(sessionId: string, provider: string): string {
  return `${cookieName()}=${mark(sessionId, provider)}; Path=/; Max-Age=${LIFE_SECONDS}; HttpOnly; SameSite=Lax${env().https ? "; Secure" : ""}`;
}

export function hasLinkIntent(headers: Headers, sessionId: string, provider: string): boolean {
  const prefix = `${cookieName()}=`;
  const cookies = (headers.get("cookie") ?? "").split(";").map((part) => part.trim());
  const given = Buffer.from(cookies.find((part) => part.startsWith(prefix))?.slice(prefix.length) ?? "");
  const expected = Buffer.from(mark(sessionId, provider));
  return given.length === expected.length && timingSafeEqual(given, expected);
}
