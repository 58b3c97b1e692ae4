import "server-only";
import { AcceptAsNewPerson, InvitationToken, SetUp } from "@redoubt/domain/organization";
import { acceptAsNewPerson, acceptAsUser, setUp } from "@redoubt/domain/organization/server";
import { z } from "zod";
import { sessionCookie } from "../auth/cookie.ts";
import { signInDeps } from "../context.ts";
import { readInput } from "./body.ts";
import { publicRoute, userRoute } from "./route.ts";

/** The set-up link's form: makes the first owner and the organization, and signs the owner in. */
export const setUpRoute = publicRoute({
  method: "POST",
  path: "/api/set-up",
  why: "the operator's one-time link is the proof",
  async handle({ request, context }) {
    const { signedIn, slug } = await setUp(signInDeps(context), await readInput(request, SetUp));
    return Response.json({ to: `/o/${slug}` }, { headers: { "set-cookie": sessionCookie(signedIn.token) } });
  },
});

/** Accepts an invitation as a new person, who is signed in by it. */
export const acceptInvitationRoute = publicRoute({
  method: "POST",
  path: "/api/invitation/accept",
  why: "the invitation link is the proof",
  async handle({ request, context }) {
    const { signedIn, slug } = await acceptAsNewPerson(
      signInDeps(context),
      await readInput(request, AcceptAsNewPerson),
    );
    return Response.json({ to: `/o/${slug}` }, { headers: { "set-cookie": sessionCookie(signedIn.token) } });
  },
});

/** Accepts an invitation as the person who is signed in. */
export const joinRoute = userRoute({
  method: "POST",
  path: "/api/invitation/join",
  async handle({ request, deps }) {
    const { slug } = await acceptAsUser(deps, await readInput(request, z.strictObject({ token: InvitationToken })));
    return Response.json({ to: `/o/${slug}` });
  },
});
