import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import superjson from "superjson";
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
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === "pending",
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}
