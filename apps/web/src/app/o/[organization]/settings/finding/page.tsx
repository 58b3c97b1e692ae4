import type { Metadata } from "next";
import { FindingSettings } from "#features/finding/index.ts";
import { Hydrate, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Decisions on findings" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  await prefetch(trpc.finding.organizationSla.queryOptions({ organization }));
  await prefetch(trpc.finding.settings.queryOptions({ organization }));
  return (
    <Hydrate>
      <FindingSettings organization={organization} />
    </Hydrate>
  );
}
