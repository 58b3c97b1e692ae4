import type { Metadata } from "next";
import { CoverageScreen } from "#features/report/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Who found what" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetchSubject(trpc.report.coverage.queryOptions(scope));
  return (
    <Hydrate>
      <CoverageScreen {...scope} />
    </Hydrate>
  );
}
