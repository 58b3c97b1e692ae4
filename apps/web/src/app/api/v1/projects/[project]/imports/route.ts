import { requestImportRoute } from "#server/http/api/imports.ts";

export const POST = requestImportRoute.handler;
