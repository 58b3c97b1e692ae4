"use client";
import { IconButton, Popover } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";

const LastNotifications = lazy(async () => ({ default: (await import("./last-notifications.tsx")).LastNotifications }));

/** The bell of the top bar: how many are new, and the last ones on demand. */
export function NotificationBell({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const { data } = useSuspenseQuery(trpc.notification.unread.queryOptions({ organization }));
  const label =
    data.unread === 0 ? "Notifications" : `Notifications, ${data.unread >= 100 ? "100 or more" : data.unread} new`;
  return (
    <Popover
      label="Notifications"
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={label} dot={data.unread > 0}>
          <Bell aria-hidden="true" />
        </IconButton>
      }
    >
      {open && (
        <Suspense fallback={<p className="text-ink-3">Reading …</p>}>
          <LastNotifications organization={organization} onGo={() => setOpen(false)} />
        </Suspense>
      )}
    </Popover>
  );
}
