import type { Metadata } from "next";
import { VersionScreen } from "#features/profile/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Versions of the profile" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const { organization, project } = await params;
  await prefetchSubject(trpc.profile.versions.queryOptions({ organization, project }));
  return (
    <Hydrate>
      <VersionScreen organization={organization} project={project} />
    </Hydrate>
  );
}
