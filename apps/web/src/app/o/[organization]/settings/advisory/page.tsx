import type { Metadata } from "next";
import { AdvisorySettingsScreen } from "#features/advisory/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Advisories" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  await prefetchSubject(trpc.advisory.status.queryOptions({ organization }));
  return (
    <Hydrate>
      <AdvisorySettingsScreen organization={organization} />
    </Hydrate>
  );
}
