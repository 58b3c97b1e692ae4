import "server-only";
import { findUserByIdentity, isFresh } from "@redoubt/domain/identity/server";
import NextAuth from "next-auth";
import { env } from "../../env.ts";
import { type Context, createContext } from "../context.ts";
import { log } from "../log.ts";
import { createAdapter } from "./adapter.ts";
import { sessionCookieName, sessionCookieOptions } from "./cookie.ts";
import { hasLinkIntent } from "./link-intent.ts";
import { nextAuthProviders } from "./providers.ts";

/** next-auth speaks OpenID Connect and GitHub here, and nothing else: sessions, passwords and limits are identity's. */
export const { handlers, signIn } = NextAuth((request) => {
  const headers = request?.headers ?? new Headers();
  const context = createContext({ headers });
  return {
    providers: nextAuthProviders(),
    adapter: createAdapter(context, headers),
    session: { strategy: "database" },
    secret: env().authSecret,
    trustHost: true,
    basePath: "/api/auth",
    useSecureCookies: env().https,
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    callbacks: {
      signIn: ({ account }) => (account ? mayContinue(context, headers, account) : false),
      redirect: ({ url, baseUrl }) => safeRedirect(url, baseUrl),
    },
    logger: {
      error: (error) =>
        log().warn(
          { name: error.name, code: (error.cause as { err?: { code?: unknown } } | undefined)?.err?.code },
          "sign-in by provider failed",
        ),
      warn: (code) => log().warn({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
});

/** True to go on, or where to send a person who cannot: the words for each problem are on that page. */
async function mayContinue(
  context: Context,
  headers: Headers,
  account: { provider: string; providerAccountId: string },
): Promise<boolean | string> {
  const { provider, providerAccountId: subject } = account;
  const [known, session] = await Promise.all([
    findUserByIdentity(context.database, { provider, subject }),
    context.session(),
  ]);
  if (session === null) return known === null ? "/sign-in?problem=identity.provider-unknown" : true;
  if (known !== null) return known.id === session.userId ? true : "/account?problem=identity.provider-taken";
  if (!hasLinkIntent(headers, session.sessionId, provider)) return "/account?problem=identity.provider-unknown";
  return isFresh(new Date(), session.signedInAt) || "/account?problem=identity.stale-session";
}

/** Only to this origin. */
function safeRedirect(url: string, baseUrl: string): string {
  const target = new URL(url, baseUrl);
  return target.origin === env().origin ? target.href : baseUrl;
}
