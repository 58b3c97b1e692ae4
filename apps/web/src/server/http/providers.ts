import "server-only";
import type { NextRequest } from "next/server";
import { organizationError } from "@redoubt/domain/organization/server";
import { linkIntentCookie } from "../auth/link-intent.ts";
import { handlers, signIn } from "../auth/next-auth.ts";
import { isProvider, providerChoices } from "../auth/providers.ts";
import { FORM, seeOther } from "./body.ts";
import { localPath } from "./origin.ts";
import { publicRoute, userRoute, type Visit } from "./route.ts";

/** Starts the way over a provider: next-auth makes the address and its state cookies. */
async function begin(provider: string, next: string): Promise<string> {
  const url: unknown = await signIn(provider, { redirect: false, redirectTo: next });
  return String(url);
}

function providerOf({ params }: Pick<Visit, "params">): string {
  const id = String(params.provider);
  if (!isProvider(id)) throw organizationError("organization.not-found");
  return id;
}

/** A link on the sign-in page. */
export const providerSignInRoute = publicRoute({
  method: "GET",
  path: "/api/sign-in/[provider]",
  why: "the way in over a provider starts before anyone is known",
  async handle(visit) {
    const next = localPath(new URL(visit.request.url).searchParams.get("next"));
    return seeOther(await begin(providerOf(visit), next));
  },
});

/** A button on the account page: links a provider to the person who is signed in. */
export const linkProviderRoute = userRoute({
  method: "POST",
  path: "/api/link/[provider]",
  accepts: [FORM],
  async handle(visit) {
    const provider = providerOf(visit);
    const cookie = linkIntentCookie(visit.session.sessionId, provider);
    return seeOther(await begin(provider, "/account"), { "set-cookie": cookie });
  },
});

async function nextAuth(visit: Visit): Promise<Response> {
  if (providerChoices().length === 0) throw organizationError("organization.not-found");
  const request = visit.request as NextRequest;
  return request.method === "POST" ? handlers.POST(request) : handlers.GET(request);
}

const why = "providers send people back here; next-auth checks state, nonce and its own CSRF token";
export const nextAuthGetRoute = publicRoute({ method: "GET", path: "/api/auth/[...nextauth]", why, handle: nextAuth });
export const nextAuthPostRoute = publicRoute({
  method: "POST",
  path: "/api/auth/[...nextauth]",
  why,
  accepts: [],
  handle: nextAuth,
});
