import "server-only";
import { env } from "../../../env.ts";
import { ok } from "./answer.ts";
import { tokenRoute } from "./api-route.ts";
import { Me } from "./shapes.ts";

export const meRoute = tokenRoute({
  method: "GET",
  path: "/me",
  tag: "Token",
  summary: "What this token is",
  description: "Any living token may ask. A program can check its scopes and its end before it begins.",
  answers: { 200: { description: "The token and where it belongs", schema: Me } },
  async handle({ token }) {
    const { organization } = token.maker;
    return ok({
      organization: { slug: organization.slug, name: organization.name },
      token: { name: token.name, scopes: token.scopes, expiresAt: token.expiresAt?.toISOString() ?? null },
      project: token.boundTo?.slug ?? null,
      url: env().origin,
    });
  },
});
