import { joinRoute } from "#server/http/join.ts";

export const POST = joinRoute.handler;
