import type { Metadata } from "next";
import { VersionScreen } from "#features/threat-model/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Versions of the threat model" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetchSubject(trpc.threatModel.versions.queryOptions(scope));
  return (
    <Hydrate>
      <VersionScreen organization={scope.organization} project={scope.project} />
    </Hydrate>
  );
}
