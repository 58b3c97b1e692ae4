import { providerSignInRoute } from "#server/http/providers.ts";

export const GET = providerSignInRoute.handler;
