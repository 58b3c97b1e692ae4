import type { Metadata } from "next";
import { ReportList } from "#features/report/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Reports" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetchSubject(trpc.report.list.queryOptions(scope));
  return (
    <Hydrate>
      <ReportList {...scope} />
    </Hydrate>
  );
}
