"use client";
import { PageHeader, TabNav, TabNavLink } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { paths } from "#features/frame/index.ts";
import { useTRPC } from "#trpc/client.tsx";

/** The head of the organization's settings: only the parts that the role opens. */
export function SettingsTabs({ organization, children }: { organization: string; children: ReactNode }) {
  const trpc = useTRPC();
  const pathname = usePathname();
  const { data } = useSuspenseQuery(trpc.organization.get.queryOptions({ organization }));
  const base = paths.organizationSlice(organization, "settings");
  const tabs = [
    { href: base, label: "General", permission: "organization:read" },
    { href: `${base}/members`, label: "Members", permission: "organization:members" },
    { href: `${base}/token`, label: "API tokens", permission: "organization:tokens" },
    { href: `${base}/finding`, label: "Findings", permission: "organization:read" },
    { href: `${base}/advisory`, label: "Advisories", permission: "advisory:read" },
    { href: `${base}/channel`, label: "Channels", permission: "notification:configure" },
    { href: `${base}/limits`, label: "Limits", permission: "organization:read" },
    { href: `${base}/audit`, label: "Audit log", permission: "audit:read" },
  ].filter((tab) => data.permissions.includes(tab.permission));
  return (
    <>
      <PageHeader title="Settings" description={data.name} />
      <TabNav label="Settings">
        {tabs.map((tab) => (
          <TabNavLink
            key={tab.href}
            current={pathname === tab.href || (tab.href !== base && pathname.startsWith(`${tab.href}/`))}
            asChild
          >
            <Link href={tab.href}>{tab.label}</Link>
          </TabNavLink>
        ))}
      </TabNav>
      {children}
    </>
  );
}
