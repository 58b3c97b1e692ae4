import { proposeRoute } from "#server/http/api/proposals.ts";

export const POST = proposeRoute.handler;
