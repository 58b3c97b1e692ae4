import { knownIssuesRoute } from "#server/http/known-issues.ts";

export const GET = knownIssuesRoute.handler;
