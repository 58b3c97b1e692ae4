import type { Metadata } from "next";
import { PolicyScreen } from "#features/finding/index.ts";
import { Hydrate, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Policy" };
type Params = { organization: string; project: string; policy: string };

export default async function Page({ params }: { params: Promise<Params> }) {
  const { policy, ...place } = await params;
  await prefetch(trpc.finding.policy.get.queryOptions({ ...place, policy }));
  return (
    <Hydrate>
      <PolicyScreen place={place} id={policy} />
    </Hydrate>
  );
}
