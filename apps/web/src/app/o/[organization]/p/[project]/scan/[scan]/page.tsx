import type { Metadata } from "next";
import { ScanScreen } from "#features/scan/index.ts";
import { Hydrate, numberOf, prefetch, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Scan" };
type Params = { organization: string; project: string; scan: string };

export default async function Page({ params }: { params: Promise<Params> }) {
  const { scan, ...scope } = await params;
  const selector = { ...scope, number: numberOf(scan), logTail: 500 };
  await prefetchSubject(trpc.scan.get.queryOptions(selector));
  await prefetch(trpc.finding.backlog.queryOptions(scope));
  return (
    <Hydrate>
      <ScanScreen scope={scope} number={selector.number} />
    </Hydrate>
  );
}
