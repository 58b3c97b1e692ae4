import type { Metadata } from "next";
import { MoneyScreen } from "#features/economics/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Money at risk" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const { organization, project } = await params;
  await prefetchSubject(trpc.economics.get.queryOptions({ organization, project }));
  return (
    <Hydrate>
      <MoneyScreen organization={organization} project={project} />
    </Hydrate>
  );
}
