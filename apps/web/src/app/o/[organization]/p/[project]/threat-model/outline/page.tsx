import type { Metadata } from "next";
import { OutlineScreen } from "#features/threat-model/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Outline of the threat model" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetchSubject(trpc.threatModel.diagram.queryOptions(scope));
  return (
    <Hydrate>
      <OutlineScreen organization={scope.organization} project={scope.project} />
    </Hydrate>
  );
}
