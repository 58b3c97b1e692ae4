"use client";
import type { NotificationEntry } from "@redoubt/domain/notification";
import { Button, TextLink, Time } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";

/** What the bell shows: the newest messages, and the ways to all of them. */
export function LastNotifications({ organization, onGo }: { organization: string; onGo: () => void }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { data } = useQuery(trpc.notification.list.queryOptions({ organization, limit: 20 }));
  const refresh = { onSettled: () => cache.invalidateQueries(trpc.notification.pathFilter()) };
  const markRead = useMutation(trpc.notification.markRead.mutationOptions(refresh));
  const markAll = useMutation(trpc.notification.markAllRead.mutationOptions(refresh));
  if (data === undefined) return <p className="text-ink-3">Reading …</p>;
  const footer = <BellFooter organization={organization} onGo={onGo} />;
  if (data.items.length === 0)
    return (
      <>
        <p className="text-ink-2">Nothing yet. What needs you appears here, and only that.</p>
        {footer}
      </>
    );
  return (
    <>
      <div className="mb-1 flex items-center justify-between">
        <h2>Notifications</h2>
        {data.items.some((item) => item.readAt === null) && (
          <Button variant="ghost" onClick={() => markAll.mutate({ organization })}>
            Mark all as read
          </Button>
        )}
      </div>
      <ul className="-mx-3">
        {data.items.map((item) => (
          <NotificationLine
            key={item.id}
            item={item}
            onOpen={() => {
              if (item.readAt === null) markRead.mutate({ organization, id: item.id });
              if (item.href !== null) onGo();
            }}
          />
        ))}
      </ul>
      {footer}
    </>
  );
}

function BellFooter({ organization, onGo }: { organization: string; onGo: () => void }) {
  const base = paths.organizationSlice(organization, "notification");
  return (
    <p className="mt-2 flex gap-4 border-t border-line pt-2">
      <TextLink asChild>
        <Link href={base} onClick={onGo}>
          All notifications
        </Link>
      </TextLink>
      <TextLink asChild>
        <Link href={`${base}/settings`} onClick={onGo}>
          Settings
        </Link>
      </TextLink>
    </p>
  );
}

function NotificationLine({ item, onOpen }: { item: NotificationEntry; onOpen: () => void }) {
  const look = "flex w-full items-baseline gap-2 px-3 py-1.5 text-left hover:bg-hover";
  const content = (
    <>
      <span className={item.readAt === null ? "min-w-0 flex-1 font-medium" : "min-w-0 flex-1 text-ink-2"}>
        {item.title}
      </span>
      <Time value={item.createdAt} className="flex-none text-12 text-ink-3" />
    </>
  );
  return (
    <li>
      {item.href === null ? (
        <button type="button" className={look} onClick={onOpen}>
          {content}
        </button>
      ) : (
        <Link href={item.href} className={look} onClick={onOpen}>
          {content}
        </Link>
      )}
    </li>
  );
}
