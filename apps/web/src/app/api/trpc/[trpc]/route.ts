import { trpcGetRoute, trpcPostRoute } from "#server/http/trpc.ts";

export const GET = trpcGetRoute.handler;
export const POST = trpcPostRoute.handler;
