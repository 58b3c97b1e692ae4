import type { Metadata } from "next";
import { GenerationScreen } from "#features/threat-model/index.ts";
import { Hydrate, prefetchAll, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Generate threats" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetchAll([
    trpc.threatModel.previewGeneration.queryOptions(scope),
    trpc.threatModel.generators.queryOptions({ organization: scope.organization }),
  ]);
  return (
    <Hydrate>
      <GenerationScreen organization={scope.organization} project={scope.project} />
    </Hydrate>
  );
}
