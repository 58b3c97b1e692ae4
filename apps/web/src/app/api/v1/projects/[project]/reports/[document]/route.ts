import { getReportRoute } from "#server/http/api/reports.ts";

export const GET = getReportRoute.handler;
