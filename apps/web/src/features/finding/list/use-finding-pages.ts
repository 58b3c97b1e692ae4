"use client";
import type { FindingPage, FindingSummary } from "@redoubt/domain/finding";
import { keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLiveQueries } from "#trpc/events.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import { listInput, type ListState, organizationListInput } from "./list-state.ts";

interface Source {
  readonly queryKey: QueryKey;
  readonly fetchPage: (cursor: string | null, signal: AbortSignal) => Promise<FindingPage>;
}

function useFindingPages({ queryKey, fetchPage }: Source) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  useLiveQueries(["finding"], [queryKey]);
  const items = useMemo(() => distinct(query.data?.pages ?? []), [query.data]);
  return { query, items, hidden: query.data?.pages[0]?.hidden ?? 0 };
}

export type FindingPages = ReturnType<typeof useFindingPages>;

/** The findings of a project, page by page, kept current. */
export function useProjectFindings(scope: { organization: string; project: string }, state: ListState): FindingPages {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = listInput(scope, state);
  return useFindingPages({
    queryKey: trpc.finding.list.infiniteQueryKey(input),
    fetchPage: (cursor, signal) =>
      client.finding.list.query(cursor === null ? input : { ...input, cursor }, { signal }),
  });
}

/** The same over all projects of an organization. */
export function useOrganizationFindings(organization: string, state: ListState): FindingPages {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = organizationListInput(organization, state);
  return useFindingPages({
    queryKey: trpc.finding.listOrganization.infiniteQueryKey(input),
    fetchPage: (cursor, signal) =>
      client.finding.listOrganization.query(cursor === null ? input : { ...input, cursor }, { signal }),
  });
}

// A row that moved between two pages while they were read would stand there twice.
function distinct(pages: readonly FindingPage[]): FindingSummary[] {
  return [...new Map(pages.flatMap((page) => page.items).map((item) => [item.id, item])).values()];
}
