import { compareRoute } from "#server/http/api/comparison.ts";

export const GET = compareRoute.handler;
