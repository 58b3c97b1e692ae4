import { reportDocumentRoute } from "#server/http/report-document.ts";

export const GET = reportDocumentRoute.handler;
