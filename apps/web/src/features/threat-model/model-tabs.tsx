"use client";
import { Divider, PageHeader, TabNav, TabNavLink, Tag } from "@redoubt/ui";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { DraftButton } from "./overview/draft-button.tsx";
import { type ProjectScope, VERSION_STATE } from "./words.ts";

const TABS = [
  { path: "", label: "Overview" },
  { path: "/diagram", label: "Diagram" },
  { path: "/threat", label: "Threats" },
  { path: "/control", label: "Controls" },
  { path: "/outline", label: "Outline" },
  { path: "/generation", label: "Generate" },
  { path: "/catalogue", label: "Catalogue" },
  { path: "/version", label: "Versions" },
  { path: "/exchange", label: "Import and export" },
] as const;

/** The head of a project's threat model: version, state, and its parts. */
export function ModelTabs({ scope, children }: { scope: ProjectScope; children: ReactNode }) {
  const trpc = useTRPC();
  const pathname = usePathname();
  const options = trpc.threatModel.overview.queryOptions(scope);
  useLiveQueries(["threat-model"], [options.queryKey]);
  const { data } = useSuspenseQuery(options);
  const may = usePermissions(scope).has("threat-model:write");
  const base = paths.projectSlice(scope.organization, scope.project, "threat-model");
  const { current, approved } = data;
  const state = current === null ? null : VERSION_STATE[current.state];
  const isEmpty = data.elements === 0 && data.boundaries === 0;
  return (
    <>
      <PageHeader
        title={current === null ? "Threat model" : `Threat model v${current.version}`}
        meta={
          state !== null && (
            <>
              <Tag tone={state.tone}>{state.word}</Tag>
              {approved !== null && approved.version !== current?.version && (
                <>
                  <Divider />
                  <span>
                    v{approved.version} {approved.state === "stale" ? "went stale" : "is approved"}
                  </span>
                </>
              )}
            </>
          )
        }
        description="What may go wrong, where, and what answers it."
        actions={may && !isEmpty && <DraftButton scope={scope} overview={data} again />}
      />
      <TabNav label="Threat model">
        {TABS.map(({ path, label }) => (
          <TabNavLink key={path} current={path === "" ? pathname === base : pathname.startsWith(base + path)} asChild>
            <Link href={base + path}>{label}</Link>
          </TabNavLink>
        ))}
      </TabNav>
      {children}
    </>
  );
}
