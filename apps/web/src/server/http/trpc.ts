import "server-only";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { logOnce } from "../procedures.ts";
import { appRouter } from "../root.ts";
import { procedureRoute, type Visit } from "./route.ts";

/** Calls in one request: a page needs a handful, a thousand are an attack. */
const MOST_CALLS = 30;

function handle({ request, context }: Visit): Promise<Response> {
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => context,
    allowBatching: true,
    maxBatchSize: MOST_CALLS,
    onError: ({ error, path }) => logOnce(error, context, path),
  });
}

export const trpcGetRoute = procedureRoute({ method: "GET", path: "/api/trpc/[trpc]", handle });
export const trpcPostRoute = procedureRoute({ method: "POST", path: "/api/trpc/[trpc]", handle });
