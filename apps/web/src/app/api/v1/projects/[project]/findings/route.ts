import { listFindingsRoute } from "#server/http/api/findings.ts";

export const GET = listFindingsRoute.handler;
