"use client";
import type { NotificationEntry } from "@redoubt/domain/notification";
import {
  Button,
  cn,
  EmptyState,
  notifyProblem,
  Section,
  Segmented,
  Table,
  Td,
  Th,
  Time,
  Tr,
  MoreRows,
} from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { inboxInput } from "./list-input.ts";

/** Everything that was said to a person inside the product, the newest first. */
export function InboxScreen({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [unreadOnly, setUnreadOnly] = useQueryState("unread", parseAsBoolean.withDefault(false));
  const { entries, more } = useEntries(organization, unreadOnly);
  const refresh = {
    onSettled: () => cache.invalidateQueries(trpc.notification.pathFilter()),
    onError: (error: unknown) => notifyProblem(problemOf(error).message),
  };
  const markRead = useMutation(trpc.notification.markRead.mutationOptions(refresh));
  const markAll = useMutation(trpc.notification.markAllRead.mutationOptions(refresh));
  return (
    <Section
      title="Inbox"
      flush
      actions={
        <>
          <Segmented
            label="Which messages"
            value={unreadOnly ? "unread" : "all"}
            options={[
              { value: "all", label: "All" },
              { value: "unread", label: "Unread" },
            ]}
            onValueChange={(value) => void setUnreadOnly(value === "unread")}
          />
          <Button
            busy={markAll.isPending}
            disabled={!entries.some((entry) => entry.readAt === null)}
            onClick={() => markAll.mutate({ organization })}
          >
            Mark all as read
          </Button>
        </>
      }
    >
      {entries.length === 0 ? (
        <EmptyState compact title={unreadOnly ? "Nothing is unread" : "Nothing yet"}>
          What needs you appears here, and only that: findings that become yours, what is severe and proven, scans of
          yours that end.
        </EmptyState>
      ) : (
        <Table label="Notifications">
          <thead>
            <tr>
              <Th>What</Th>
              <Th className="w-36 phone:hidden">When</Th>
              <Th className="w-32 phone:w-24" hideLabel>
                Deeds
              </Th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <InboxRow key={entry.id} entry={entry} onRead={() => markRead.mutate({ organization, id: entry.id })} />
            ))}
          </tbody>
        </Table>
      )}
      {more.hasNextPage && (
        <MoreRows busy={more.isFetchingNextPage} onMore={() => void more.fetchNextPage()}>
          Show older ones
        </MoreRows>
      )}
    </Section>
  );
}

function useEntries(organization: string, unreadOnly: boolean) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = inboxInput(organization, unreadOnly);
  const { data, ...more } = useSuspenseInfiniteQuery({
    queryKey: trpc.notification.list.infiniteQueryKey(input),
    queryFn: ({ pageParam, signal }) =>
      client.notification.list.query({ ...input, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return { entries: data.pages.flatMap((page) => page.items), more };
}

function InboxRow({ entry, onRead }: { entry: NotificationEntry; onRead: () => void }) {
  const unread = entry.readAt === null;
  const look = cn("wrap-anywhere", unread ? "font-medium" : "text-ink-2");
  return (
    <Tr>
      <Td>
        <span className="flex items-baseline gap-2">
          <span
            role="img"
            aria-label={unread ? "unread" : "read"}
            className={cn("size-[7px] flex-none self-center rounded-full", unread ? "bg-accent" : "bg-transparent")}
          />
          {entry.href === null ? (
            <span className={look}>{entry.title}</span>
          ) : (
            <Link href={entry.href} className={cn(look, "hover:underline")} onClick={() => unread && onRead()}>
              {entry.title}
            </Link>
          )}
        </span>
        <Time value={entry.createdAt} className="hidden pl-[15px] text-12 text-ink-3 phone:block" />
      </Td>
      <Td className="whitespace-nowrap text-ink-3 phone:hidden">
        <Time value={entry.createdAt} />
      </Td>
      <Td numeric>
        {unread && (
          <Button variant="ghost" onClick={onRead} aria-label={`Mark as read: ${entry.title}`}>
            Mark as read
          </Button>
        )}
      </Td>
    </Tr>
  );
}
