"use client";
import { PageHeader, TabNav, TabNavLink } from "@redoubt/ui";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import type { ProjectScope } from "./words.ts";

const TABS = [
  { path: "", label: "Statement" },
  { path: "/questionnaire", label: "Questionnaire" },
  { path: "/asset", label: "Assets" },
  { path: "/access-map", label: "Who can take the money" },
  { path: "/version", label: "Versions" },
] as const;

/** The head of a project's profile, and its parts. */
export function ProfileTabs({ scope, children }: { scope: ProjectScope; children: ReactNode }) {
  const pathname = usePathname();
  const mayReadMoney = usePermissions(scope).has("economics:read");
  const base = paths.projectSlice(scope.organization, scope.project, "profile");
  return (
    <>
      <PageHeader title="Profile" description="What is at stake, who can take it, and what follows." />
      <TabNav label="Profile">
        {TABS.map(({ path, label }) => (
          <TabNavLink key={path} current={pathname === base + path} asChild>
            <Link href={base + path}>{label}</Link>
          </TabNavLink>
        ))}
        {mayReadMoney && (
          <TabNavLink asChild>
            <Link href={paths.projectSlice(scope.organization, scope.project, "economics")}>Money at risk</Link>
          </TabNavLink>
        )}
      </TabNav>
      {children}
    </>
  );
}
