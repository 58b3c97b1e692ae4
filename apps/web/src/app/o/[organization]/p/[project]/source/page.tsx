import type { Metadata } from "next";
import { SourceScreen } from "#features/source/index.ts";
import { Hydrate, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Code" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetch(trpc.source.list.queryOptions(scope));
  await prefetch(trpc.source.listRevisions.queryOptions(scope));
  return (
    <Hydrate>
      <SourceScreen scope={scope} />
    </Hydrate>
  );
}
