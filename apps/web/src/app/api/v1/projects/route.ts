import { listProjectsRoute } from "#server/http/api/projects.ts";

export const GET = listProjectsRoute.handler;
