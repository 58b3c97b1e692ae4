import { findingPocRoute } from "#server/http/api/finding-code.ts";

export const GET = findingPocRoute.handler;
