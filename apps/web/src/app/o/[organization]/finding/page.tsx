import type { Metadata } from "next";
import { loadTriage, organizationTriageQueries, TriageScreen } from "#features/finding/index.ts";
import { Hydrate, prefetchAll, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Findings" };
type Props = { params: Promise<{ organization: string }>; searchParams: Promise<Record<string, string | string[]>> };

export default async function Page({ params, searchParams }: Props) {
  const { organization } = await params;
  await prefetchAll(organizationTriageQueries(trpc.finding, organization, await loadTriage(searchParams)));
  return (
    <Hydrate>
      <TriageScreen organization={organization} project={null} />
    </Hydrate>
  );
}
