import type { Metadata } from "next";
import { PocScreen } from "#features/verification/index.ts";
import { Hydrate, numberOf, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "PoC" };
type Params = { organization: string; project: string; number: string };

export default async function Page({ params }: { params: Promise<Params> }) {
  const { number: segment, ...scope } = await params;
  const number = numberOf(segment);
  await prefetchSubject(trpc.verification.get.queryOptions({ ...scope, poc: number }));
  return (
    <Hydrate>
      <PocScreen scope={scope} number={number} />
    </Hydrate>
  );
}
