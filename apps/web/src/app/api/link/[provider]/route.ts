import { linkProviderRoute } from "#server/http/providers.ts";

export const POST = linkProviderRoute.handler;
