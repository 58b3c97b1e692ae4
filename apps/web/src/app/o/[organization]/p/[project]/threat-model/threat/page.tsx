import type { Metadata } from "next";
import { ThreatListScreen } from "#features/threat-model/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Threats" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetchSubject(trpc.threatModel.threats.queryOptions({ ...scope, states: [], text: "", limit: 500 }));
  return (
    <Hydrate>
      <ThreatListScreen organization={scope.organization} project={scope.project} />
    </Hydrate>
  );
}
