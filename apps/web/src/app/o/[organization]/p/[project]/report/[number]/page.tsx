import type { Metadata } from "next";
import { ReportScreen } from "#features/report/index.ts";
import { Hydrate, numberOf, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Report" };
type Params = { organization: string; project: string; number: string };

export default async function Page({ params }: { params: Promise<Params> }) {
  const { number: segment, ...scope } = await params;
  const number = numberOf(segment);
  await prefetchSubject(trpc.report.get.queryOptions({ ...scope, report: number }));
  return (
    <Hydrate>
      <ReportScreen scope={scope} number={number} />
    </Hydrate>
  );
}
