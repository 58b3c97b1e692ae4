import { requestAdvisoriesRoute } from "#server/http/api/advisories.ts";

export const POST = requestAdvisoriesRoute.handler;
