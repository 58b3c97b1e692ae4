import "server-only";
import { Persona } from "@redoubt/domain/organization";
import { organizationError, signInAsPersona } from "@redoubt/domain/organization/server";
import { env } from "../../env.ts";
import { sessionCookie, sessionTokenOf } from "../auth/cookie.ts";
import { isLoopback } from "../caller.ts";
import { isLoopbackHost } from "./loopback-host.ts";
import { type Context, signInDeps } from "../context.ts";
import { FORM, seeOther } from "./body.ts";
import { publicRoute } from "./route.ts";

/** The demo is on, the request names this machine, and it comes from this machine. */
export function isDemoRequest(headers: Headers, context: Pick<Context, "caller">): boolean {
  const { peer } = context.caller;
  return env().demo && isLoopbackHost(headers.get("host")) && isLoopback(peer);
}

/** What the persona page posts. */
export const demoSignInRoute = publicRoute({
  method: "POST",
  path: "/api/demo/[persona]",
  accepts: [FORM],
  why: "signs in as one of the demo's people, only with the demo on and from this machine",
  async handle({ request, params, context }) {
    const persona = Persona.safeParse(params.persona);
    if (!persona.success || !isDemoRequest(request.headers, context))
      throw organizationError("organization.persona-not-found");
    const { token } = await signInAsPersona(signInDeps(context), persona.data, sessionTokenOf(request.headers));
    return seeOther("/", { "set-cookie": sessionCookie(token) });
  },
});
