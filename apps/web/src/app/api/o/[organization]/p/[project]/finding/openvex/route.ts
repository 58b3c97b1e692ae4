import { openVexRoute } from "#server/http/openvex.ts";

export const GET = openVexRoute.handler;
