import { defaultShouldDehydrateQuery, type Query, QueryClient } from "@tanstack/react-query";
import { isWorthRetry } from "./problem.ts";

/** The cache of one request on the server, or of one tab; the event stream says when something is out of date. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // Inside the server there is no network that could have failed.
        retry: (count, error) => typeof window !== "undefined" && count < 2 && isWorthRetry(error),
      },
    },
  });
}

/**
 * True for what the server hands to the browser: what it has read, and what is still on its way. It travels as React
 * sends it, which knows dates: no serializer of ours is in between.
 */
export function isHanded(query: Query): boolean {
  return defaultShouldDehydrateQuery(query) || query.state.status === "pending";
}
