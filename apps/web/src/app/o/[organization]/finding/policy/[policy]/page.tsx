import type { Metadata } from "next";
import { PolicyScreen } from "#features/finding/index.ts";
import { Hydrate, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Policy" };
type Params = { organization: string; policy: string };

export default async function Page({ params }: { params: Promise<Params> }) {
  const { organization, policy } = await params;
  await prefetch(trpc.finding.organizationPolicy.get.queryOptions({ organization, policy }));
  return (
    <Hydrate>
      <PolicyScreen place={{ organization, project: null }} id={policy} />
    </Hydrate>
  );
}
