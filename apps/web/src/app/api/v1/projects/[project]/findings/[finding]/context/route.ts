import { findingContextRoute } from "#server/http/api/finding-code.ts";

export const GET = findingContextRoute.handler;
