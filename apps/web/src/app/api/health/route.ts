import { healthRoute } from "#server/http/health.ts";

export const GET = healthRoute.handler;
