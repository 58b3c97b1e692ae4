import { getAdvisoriesRoute } from "#server/http/api/advisories.ts";

export const GET = getAdvisoriesRoute.handler;
