import type { Metadata } from "next";
import { PocMatrixScreen } from "#features/verification/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "PoCs" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const { organization, project } = await params;
  await prefetchSubject(trpc.verification.list.queryOptions({ organization, project }));
  return (
    <Hydrate>
      <PocMatrixScreen organization={organization} project={project} />
    </Hydrate>
  );
}
