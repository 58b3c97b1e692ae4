import { getScanRoute } from "#server/http/api/scans.ts";

export const GET = getScanRoute.handler;
