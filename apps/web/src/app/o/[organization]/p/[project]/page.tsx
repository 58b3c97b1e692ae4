import type { Metadata } from "next";
import { OverviewScreen } from "#features/report/index.ts";
import { Hydrate, prefetch, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Overview" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetchSubject(trpc.report.overview.queryOptions(scope));
  await prefetch(trpc.finding.backlog.queryOptions(scope));
  return (
    <Hydrate>
      <OverviewScreen {...scope} />
    </Hydrate>
  );
}
