import type { Metadata } from "next";
import { OverviewScreen } from "#features/threat-model/index.ts";
import { Hydrate, prefetchAll, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Threat model" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetchAll([
    trpc.threatModel.overview.queryOptions(scope),
    trpc.threatModel.threats.queryOptions({ ...scope, states: ["proposed"] }),
    trpc.threatModel.threats.queryOptions({ ...scope, states: ["regressed", "open", "in-treatment"] }),
  ]);
  return (
    <Hydrate>
      <OverviewScreen organization={scope.organization} project={scope.project} />
    </Hydrate>
  );
}
