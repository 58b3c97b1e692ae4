import { connectSourceRoute, listSourcesRoute } from "#server/http/api/sources.ts";

export const GET = listSourcesRoute.handler;
export const POST = connectSourceRoute.handler;
