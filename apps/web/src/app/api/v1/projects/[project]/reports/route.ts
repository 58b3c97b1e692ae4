import { createReportRoute, listReportsRoute } from "#server/http/api/reports.ts";

export const GET = listReportsRoute.handler;
export const POST = createReportRoute.handler;
