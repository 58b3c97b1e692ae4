import { requestScanRoute } from "#server/http/api/scans.ts";

export const POST = requestScanRoute.handler;
