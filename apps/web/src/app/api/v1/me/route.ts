import { meRoute } from "#server/http/api/me.ts";

export const GET = meRoute.handler;
