import type { Metadata } from "next";
import { RecordScreen } from "#features/finding/index.ts";
import { Hydrate, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Record a finding" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await Promise.all([
    prefetch(trpc.finding.assignees.queryOptions(scope)),
    prefetch(trpc.source.listRevisions.queryOptions(scope)),
  ]);
  return (
    <Hydrate>
      <RecordScreen {...scope} />
    </Hydrate>
  );
}
