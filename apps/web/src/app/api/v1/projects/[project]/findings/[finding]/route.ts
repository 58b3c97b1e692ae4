import { getFindingRoute } from "#server/http/api/findings.ts";

export const GET = getFindingRoute.handler;
