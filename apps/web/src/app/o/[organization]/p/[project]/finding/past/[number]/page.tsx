import type { Metadata } from "next";
import { PastImportScreen } from "#features/finding/index.ts";
import { Hydrate, numberOf, prefetchSubject, trpc } from "#trpc/rsc.tsx";

type Props = { params: Promise<{ organization: string; project: string; number: string }> };

export const metadata: Metadata = { title: "A document of the past" };

export default async function Page({ params }: Props) {
  const { number: segment, ...scope } = await params;
  const number = numberOf(segment);
  await prefetchSubject(trpc.finding.past.get.queryOptions({ ...scope, number }));
  return (
    <Hydrate>
      <PastImportScreen key={number} {...scope} number={number} />
    </Hydrate>
  );
}
