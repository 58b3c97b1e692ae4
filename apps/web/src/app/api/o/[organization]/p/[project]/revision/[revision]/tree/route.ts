import { revisionTreeRoute } from "#server/http/source-file.ts";

export const GET = revisionTreeRoute.handler;
