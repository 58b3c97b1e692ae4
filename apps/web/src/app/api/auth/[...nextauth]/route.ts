import { nextAuthGetRoute, nextAuthPostRoute } from "#server/http/providers.ts";

export const GET = nextAuthGetRoute.handler;
export const POST = nextAuthPostRoute.handler;
