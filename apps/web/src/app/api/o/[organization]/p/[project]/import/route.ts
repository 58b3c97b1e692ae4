import { importRoute } from "#server/http/finding-import.ts";

export const POST = importRoute.handler;
