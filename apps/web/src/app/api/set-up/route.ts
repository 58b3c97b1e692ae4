import { setUpRoute } from "#server/http/join.ts";

export const POST = setUpRoute.handler;
