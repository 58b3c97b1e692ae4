"use client";
import type { Organization } from "@redoubt/domain/organization";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { AppFrame, type FrameData } from "#features/frame/index.ts";
import { NotificationBell } from "#features/notification/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { useLiveStream } from "#trpc/live.tsx";

/** The frame with its data: whose organization this is, its projects, the project on screen; kept current by the stream. */
export function OrganizationFrame({ organization: slug, children }: { organization: string; children: ReactNode }) {
  const trpc = useTRPC();
  const scope = { organization: slug };
  const { data: account } = useSuspenseQuery(trpc.identity.account.queryOptions());
  const { data: organizations } = useSuspenseQuery(trpc.organization.mine.queryOptions());
  const { data: organization } = useSuspenseQuery(trpc.organization.get.queryOptions(scope));
  const { data: projects } = useSuspenseQuery(trpc.project.list.queryOptions(scope));
  const project = useProject(slug);
  useLiveStream(slug);
  useLiveQueries(["organization"], [trpc.organization.pathKey()]);
  useLiveQueries(["notification"], [trpc.notification.pathKey()]);
  useLiveQueries(["project"], [trpc.project.pathKey()]);
  const ribbon = useRibbon(organization);
  const data: FrameData = {
    user: account,
    organizations,
    organization,
    openFindings: null,
    projects,
    project,
    mayCreateProject: organization.permissions.includes("project:create"),
    ...(ribbon === undefined ? {} : { ribbon }),
  };
  const notifications = organization.permissions.includes("notification:read") && (
    <NotificationBell organization={slug} />
  );
  return (
    <AppFrame data={data} notifications={notifications}>
      {children}
    </AppFrame>
  );
}

/** The project that the address names; its page says when there is none. */
function useProject(organization: string): FrameData["project"] {
  const trpc = useTRPC();
  const { project } = useParams<{ project?: string }>();
  const { data } = useQuery(
    trpc.project.get.queryOptions({ organization, project: project ?? "" }, { enabled: project !== undefined }),
  );
  if (data === undefined || data.slug !== project) return null;
  return { slug: data.slug, name: data.name, stages: [] };
}

/** Says that this is the demo, with the reader's own clock: known only in the browser. */
function useRibbon(organization: Organization): string | undefined {
  const [clock, setClock] = useState<string>();
  useEffect(() => {
    setClock(organization.createdAt.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
  }, [organization.createdAt]);
  return organization.demo && clock !== undefined ? `demo, made by real runs on this machine at ${clock}` : undefined;
}
