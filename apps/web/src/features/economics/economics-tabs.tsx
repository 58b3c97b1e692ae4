"use client";
import { Divider, PageHeader, TabNav, TabNavLink, Tag } from "@redoubt/ui";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { RunButton, RunState } from "./overview/run-state.tsx";
import { useEconomics } from "./use-economics.ts";
import type { ProjectScope } from "./words.ts";

const TABS = [
  { path: "", label: "Money at risk" },
  { path: "/parameter", label: "Parameters" },
  { path: "/control", label: "Controls and times" },
] as const;

/** The head of a project's money at risk, with the run of its simulation, and its parts. */
export function EconomicsTabs({ scope, children }: { scope: ProjectScope; children: ReactNode }) {
  const pathname = usePathname();
  const { page } = useEconomics(scope);
  const may = usePermissions(scope).has("economics:write");
  const base = paths.projectSlice(scope.organization, scope.project, "economics");
  return (
    <>
      <PageHeader
        title="Money at risk"
        meta={
          <>
            <Tag tone="outline">Model, not forecast</Tag>
            <Divider className="phone:hidden" />
            <RunState page={page} />
          </>
        }
        description="Facts first, then what was measured, then the model."
        actions={may && <RunButton scope={scope} page={page} />}
      />
      <TabNav label="Money at risk">
        {TABS.map(({ path, label }) => (
          <TabNavLink key={path} current={pathname === base + path} asChild>
            <Link href={base + path}>{label}</Link>
          </TabNavLink>
        ))}
      </TabNav>
      {children}
    </>
  );
}
