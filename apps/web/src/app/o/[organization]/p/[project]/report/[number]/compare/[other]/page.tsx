import type { Metadata } from "next";
import { CompareScreen } from "#features/report/index.ts";
import { Hydrate, numberOf, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Compare reports" };
type Params = { organization: string; project: string; number: string; other: string };

export default async function Page({ params }: { params: Promise<Params> }) {
  const { number: one, other: two, ...scope } = await params;
  const [number, other] = [numberOf(one), numberOf(two)];
  await prefetchSubject(trpc.report.compare.queryOptions({ ...scope, report: number, with: other }));
  return (
    <Hydrate>
      <CompareScreen scope={scope} number={number} other={other} />
    </Hydrate>
  );
}
