import type { Metadata } from "next";
import { NewPolicyScreen } from "#features/finding/index.ts";
import { Hydrate, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "New policy" };
type Params = { organization: string; project: string };

export default async function Page({ params }: { params: Promise<Params> }) {
  const place = await params;
  await prefetch(trpc.finding.assignees.queryOptions(place));
  return (
    <Hydrate>
      <NewPolicyScreen place={place} />
    </Hydrate>
  );
}
