import type { Metadata } from "next";
import { CatalogueScreen } from "#features/threat-model/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Catalogue of threats" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetchSubject(trpc.threatModel.threats.queryOptions({ ...scope, limit: 500 }));
  return (
    <Hydrate>
      <CatalogueScreen organization={scope.organization} project={scope.project} />
    </Hydrate>
  );
}
