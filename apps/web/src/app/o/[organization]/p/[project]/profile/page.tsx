import type { Metadata } from "next";
import { StatementScreen } from "#features/profile/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Profile" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const { organization, project } = await params;
  await prefetchSubject(trpc.profile.get.queryOptions({ organization, project }));
  return (
    <Hydrate>
      <StatementScreen organization={organization} project={project} />
    </Hydrate>
  );
}
