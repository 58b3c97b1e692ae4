import { getProjectRoute } from "#server/http/api/projects.ts";

export const GET = getProjectRoute.handler;
