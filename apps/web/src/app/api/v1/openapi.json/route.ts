import { openApiRoute } from "#server/http/api/openapi.ts";

export const GET = openApiRoute.handler;
