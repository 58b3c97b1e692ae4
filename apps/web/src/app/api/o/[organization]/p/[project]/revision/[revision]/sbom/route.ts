import { sbomRoute } from "#server/http/sbom.ts";

export const GET = sbomRoute.handler;
