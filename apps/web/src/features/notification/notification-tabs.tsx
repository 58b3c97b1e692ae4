"use client";
import { PageHeader, TabNav, TabNavLink } from "@redoubt/ui";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { paths } from "#features/frame/index.ts";

/** The head of a person's notifications: the inbox, what mail would have said, and what they want to be sent. */
export function NotificationTabs({ organization, children }: { organization: string; children: ReactNode }) {
  const pathname = usePathname();
  const base = paths.organizationSlice(organization, "notification");
  const tabs = [
    { href: base, label: "Inbox" },
    { href: `${base}/rehearsal`, label: "What I would have been sent" },
    { href: `${base}/settings`, label: "Settings" },
  ];
  return (
    <>
      <PageHeader title="Notifications" />
      <TabNav label="Notifications">
        {tabs.map((tab) => (
          <TabNavLink key={tab.href} current={pathname === tab.href} asChild>
            <Link href={tab.href}>{tab.label}</Link>
          </TabNavLink>
        ))}
      </TabNav>
      {children}
    </>
  );
}
