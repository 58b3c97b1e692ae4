import type { Metadata } from "next";
import { NewPolicyScreen } from "#features/finding/index.ts";
import { Hydrate, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "New policy" };
type Params = { organization: string };

export default async function Page({ params }: { params: Promise<Params> }) {
  const { organization } = await params;
  await prefetch(trpc.finding.assigneesOrganization.queryOptions({ organization }));
  return (
    <Hydrate>
      <NewPolicyScreen place={{ organization, project: null }} />
    </Hydrate>
  );
}
