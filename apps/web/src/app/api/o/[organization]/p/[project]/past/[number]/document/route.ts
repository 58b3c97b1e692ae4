import { pastDocumentRoute } from "#server/http/finding-past.ts";

export const GET = pastDocumentRoute.handler;
