import type { Metadata } from "next";
import { ParameterScreen } from "#features/economics/index.ts";
import { Hydrate, prefetchAll, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Parameters" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const { organization, project } = await params;
  const scope = { organization, project };
  await prefetchAll([trpc.economics.get.queryOptions(scope), trpc.economics.statements.queryOptions(scope)]);
  return (
    <Hydrate>
      <ParameterScreen organization={organization} project={project} />
    </Hydrate>
  );
}
