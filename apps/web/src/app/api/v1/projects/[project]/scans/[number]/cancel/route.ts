import { cancelScanRoute } from "#server/http/api/scans.ts";

export const POST = cancelScanRoute.handler;
