import { sharedReportRoute } from "#server/http/shared-report.ts";

export const GET = sharedReportRoute.handler;
