import { openVexApiRoute } from "#server/http/api/openvex.ts";

export const GET = openVexApiRoute.handler;
