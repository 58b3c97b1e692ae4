import type { Metadata } from "next";
import { ControlScreen } from "#features/threat-model/index.ts";
import { Hydrate, prefetchAll, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Controls" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetchAll([trpc.threatModel.controls.queryOptions(scope), trpc.threatModel.assumptions.queryOptions(scope)]);
  return (
    <Hydrate>
      <ControlScreen organization={scope.organization} project={scope.project} />
    </Hydrate>
  );
}
