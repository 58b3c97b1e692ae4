import { listRevisionsRoute, pushRevisionRoute } from "#server/http/api/revisions.ts";

export const GET = listRevisionsRoute.handler;
export const POST = pushRevisionRoute.handler;
