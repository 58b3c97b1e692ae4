import type { Metadata } from "next";
import { DiagramScreen } from "#features/threat-model/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Diagram of the threat model" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetchSubject(trpc.threatModel.diagram.queryOptions(scope));
  return (
    <Hydrate>
      <DiagramScreen organization={scope.organization} project={scope.project} />
    </Hydrate>
  );
}
