import "server-only";
import { dehydrate, type FetchQueryOptions, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { cache, type ReactNode } from "react";
import { createContext } from "../server/context.ts";
import { appRouter } from "../server/root.ts";
import { makeQueryClient } from "./query-client.ts";

export const getQueryClient = cache(makeQueryClient);

/** Query options that run inside the server, in this request's context. */
export const trpc = createTRPCOptionsProxy({
  ctx: cache(async () => createContext({ headers: await headers() })),
  router: appRouter,
  queryClient: getQueryClient,
});

/** Starts a query for the client below; its answer streams in, an error is thrown again in the browser. */
export function prefetch(options: FetchQueryOptions<any, any, any, any>): void {
  void getQueryClient().prefetchQuery(options);
}

/** Hands what was prefetched to the components below. */
export function Hydrate({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>;
}
