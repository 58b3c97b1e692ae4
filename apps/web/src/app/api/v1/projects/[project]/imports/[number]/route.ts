import { getImportRoute } from "#server/http/api/imports.ts";

export const GET = getImportRoute.handler;
