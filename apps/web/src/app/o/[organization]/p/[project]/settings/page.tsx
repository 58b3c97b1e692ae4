import type { Metadata } from "next";
import { ProjectOwnerSettings, ProjectSlaSettings, ProjectTrackerSettings } from "#features/finding/index.ts";
import { ProjectSettings } from "#features/project/index.ts";
import { Hydrate, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Project settings" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetch(trpc.finding.sla.queryOptions(scope));
  await prefetch(trpc.finding.projectSettings.queryOptions(scope));
  return (
    <Hydrate>
      <ProjectSettings {...scope} />
      <ProjectSlaSettings {...scope} />
      <ProjectOwnerSettings {...scope} />
      <ProjectTrackerSettings {...scope} />
    </Hydrate>
  );
}
