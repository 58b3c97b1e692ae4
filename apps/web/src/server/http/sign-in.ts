import "server-only";
import { SignIn } from "@redoubt/domain/identity";
import { identityError, signInWithPassword, signOut } from "@redoubt/domain/identity/server";
import { sessionCookie, sessionTokenOf } from "../auth/cookie.ts";
import { signInDeps } from "../context.ts";
import { domainErrorOf } from "../error-mapping.ts";
import { FORM, isForm, JSON_TYPE, readFields, seeOther } from "./body.ts";
import { localPath } from "./origin.ts";
import { publicRoute } from "./route.ts";

/** Signs in with e-mail address and password: JSON from the page's script, or a plain form post without one. */
export const signInRoute = publicRoute({
  method: "POST",
  path: "/api/sign-in",
  accepts: [JSON_TYPE, FORM],
  why: "nobody is signed in yet; every attempt passes identity's gate",
  async handle({ request, context }) {
    const { next, ...fields } = await readFields(request);
    const to = localPath(String(next ?? "/"));
    try {
      const input = SignIn.safeParse({ email: fields.email, password: fields.password });
      // What is no address has no account: told in the same words.
      if (!input.success) throw identityError("identity.wrong-credentials");
      const { token } = await signInWithPassword(signInDeps(context), input.data, sessionTokenOf(request.headers));
      const cookie = { "set-cookie": sessionCookie(token) };
      return isForm(request) ? seeOther(to, cookie) : Response.json({ to }, { headers: cookie });
    } catch (error) {
      const problem = domainErrorOf(error);
      if (problem === undefined || !isForm(request)) throw error;
      context.log.info({ code: problem.code }, "refused");
      return seeOther(`/sign-in?${new URLSearchParams({ problem: problem.code, next: to })}`);
    }
  },
});

/** Ends the session on the server and takes the cookie back. */
export const signOutRoute = publicRoute({
  method: "POST",
  path: "/api/sign-out",
  accepts: [],
  why: "also a browser whose session has ended may sign out",
  async handle({ request, context }) {
    const token = sessionTokenOf(request.headers);
    if (token !== undefined) await signOut(signInDeps(context), token);
    return seeOther("/sign-in", { "set-cookie": sessionCookie(null), "clear-site-data": '"cache"' });
  },
});
