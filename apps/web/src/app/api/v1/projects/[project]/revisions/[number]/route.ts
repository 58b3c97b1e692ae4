import { getRevisionRoute } from "#server/http/api/revisions.ts";

export const GET = getRevisionRoute.handler;
