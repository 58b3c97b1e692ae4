import type { Metadata } from "next";
import { AccessScreen } from "#features/profile/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Who can take the money" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const { organization, project } = await params;
  await prefetchSubject(trpc.profile.accessMap.queryOptions({ organization, project }));
  return (
    <Hydrate>
      <AccessScreen organization={organization} project={project} />
    </Hydrate>
  );
}
