import type { Metadata } from "next";
import { PastScreen } from "#features/finding/index.ts";
import { Hydrate, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Bring your past" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetch(trpc.finding.past.list.queryOptions(scope));
  return (
    <Hydrate>
      <PastScreen {...scope} />
    </Hydrate>
  );
}
