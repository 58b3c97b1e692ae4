import { cspReportRoute } from "#server/http/csp-report.ts";

export const POST = cspReportRoute.handler;
