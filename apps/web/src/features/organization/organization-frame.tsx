"use client";
import type { FindingCounts } from "@redoubt/domain/finding";
import type { Organization } from "@redoubt/domain/organization";
import type { Asset, Profile, Proposal, Statement } from "@redoubt/domain/profile";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useParams, usePathname } from "next/navigation";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { AppFrame, type FrameData, type FrameStage, placeOf } from "#features/frame/index.ts";
import { NotificationBell } from "#features/notification/index.ts";
import { type RouterOutputs, useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { useLiveStream } from "#trpc/live.tsx";

export interface OrganizationFrameProps {
  organization: string;
  /** Running work of the project on screen, for the top bar. */
  jobs?: ReactNode;
  children: ReactNode;
}

/** The frame with its data: whose organization this is, its projects, the project on screen; kept current by the stream. */
export function OrganizationFrame({ organization: slug, jobs, children }: OrganizationFrameProps) {
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
  useLiveQueries(["profile", "source"], [trpc.profile.pathKey()]);
  useLiveQueries(["threat-model", "source"], [trpc.threatModel.overview.pathKey()]);
  useLiveQueries(["finding"], [trpc.finding.count.pathKey(), trpc.finding.countOrganization.pathKey()]);
  const ribbon = useRibbon(organization);
  const data: FrameData = {
    user: account,
    organizations,
    organization,
    openFindings: useOpenFindings(organization),
    projects,
    project,
    mayCreateProject: organization.permissions.includes("project:create"),
    ...(ribbon === undefined ? {} : { ribbon }),
  };
  const notifications = organization.permissions.includes("notification:read") && (
    <NotificationBell organization={slug} />
  );
  return (
    <AppFrame data={data} jobs={jobs} notifications={notifications} narrow={useIsTriage()}>
      {children}
    </AppFrame>
  );
}

/** What somebody still owes an answer to. */
const OPEN_THREATS = ["proposed", "open", "in-treatment", "regressed"] as const;

type ModelFacts = RouterOutputs["threatModel"]["overview"];
const never = () => () => undefined;

interface ProfileFacts {
  profile: Profile;
  statement: Statement;
  assets: readonly Asset[];
  proposals: readonly Proposal[];
}

/** True on the lists of findings: code stands beside them and needs the width. */
function useIsTriage(): boolean {
  const { slice, rest } = placeOf(usePathname());
  return slice === "finding" && rest.length === 0;
}

/** Open findings of the whole organization; null for members who see single projects only. */
function useOpenFindings(organization: Organization): number | null {
  const trpc = useTRPC();
  const enabled = organization.permissions.includes("finding:read");
  const { data } = useQuery(
    // The default is named, as the list of findings does: one question for both.
    trpc.finding.countOrganization.queryOptions({ organization: organization.slug, dependency: "folded" }, { enabled }),
  );
  return enabled ? (data?.open ?? null) : null;
}

/** The project that the address names; its page says when there is none. */
function useProject(organization: string): FrameData["project"] {
  const trpc = useTRPC();
  const { project = "" } = useParams<{ project?: string }>();
  const scope = { organization, project };
  const { data } = useQuery(trpc.project.get.queryOptions(scope, { enabled: project !== "" }));
  const enabled = data?.permissions.includes("finding:read") === true;
  const { data: findings } = useQuery(trpc.finding.count.queryOptions({ ...scope, dependency: "folded" }, { enabled }));
  const { data: profile } = useQuery(
    trpc.profile.get.queryOptions(scope, { enabled: data?.permissions.includes("profile:read") === true }),
  );
  const model = useModel(scope, data?.permissions.includes("threat-model:read") === true);
  if (data === undefined || data.slug !== project) return null;
  return {
    slug: data.slug,
    name: data.name,
    stages: [
      ...(profile === undefined ? [] : [profileStage(profile)]),
      ...(model === undefined ? [] : [modelStage(model)]),
      ...(findings === undefined ? [] : [developStage(findings)]),
    ],
  };
}

/** The threat model's state; not before the first paint: the rail is there without it, and every page would wait. */
function useModel(scope: { organization: string; project: string }, mayRead: boolean): ModelFacts | undefined {
  const isDrawn = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  // Until then under another key: a page inside that brings the answer along finds its place in the cache free.
  const asked = isDrawn ? scope : { organization: "", project: "" };
  const { data } = useQuery(useTRPC().threatModel.overview.queryOptions(asked, { enabled: mayRead && isDrawn }));
  return isDrawn ? data : undefined;
}

/** The stage of the profile: satisfied when every question has an answer and something of value is on the list. */
function profileStage({ profile, statement, assets, proposals }: ProfileFacts): FrameStage {
  const isWhole = statement.unknown.length === 0 && assets.length > 0;
  const state = profile.version === 0 && assets.length === 0 ? "none" : isWhole ? "done" : "part";
  return { stage: "profile", state, open: proposals.length };
}

/** The stage of the threat model: satisfied when a version is approved, still describes the code, and nothing is open. */
function modelStage({ approved, elements, threats }: ModelFacts): FrameStage {
  const open = OPEN_THREATS.reduce((sum, state) => sum + (threats[state] ?? 0), 0);
  const isEmpty = elements === 0 && Object.keys(threats).length === 0;
  const answered = approved !== null && open === 0 ? "done" : "part";
  const state = isEmpty ? "none" : approved?.state === "stale" ? "stale" : answered;
  return { stage: "threat-model", state, open, urgent: (threats.regressed ?? 0) > 0 };
}

/** The stage of code and findings: under way while something is open, satisfied when all that was found is decided. */
function developStage(findings: FindingCounts): FrameStage {
  const { open, total, openBySeverity } = findings;
  const state = open > 0 ? "part" : total > 0 ? "done" : "none";
  return { stage: "develop", state, open, urgent: openBySeverity.critical > 0 };
}

/** Says that this is the demo, with the reader's own clock: known only in the browser. */
function useRibbon(organization: Organization): string | undefined {
  const [clock, setClock] = useState<string>();
  useEffect(() => {
    setClock(organization.createdAt.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }));
  }, [organization.createdAt]);
  return organization.demo && clock !== undefined ? `demo, made by real runs on this machine at ${clock}` : undefined;
}
