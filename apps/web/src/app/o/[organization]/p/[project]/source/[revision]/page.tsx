import type { Metadata } from "next";
import { RevisionScreen } from "#features/source/index.ts";
import { Hydrate, numberOf, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Revision" };
type Params = { organization: string; project: string; revision: string };

export default async function Page({ params }: { params: Promise<Params> }) {
  const { revision, ...scope } = await params;
  const selector = { ...scope, revision: numberOf(revision) };
  await prefetchSubject(trpc.source.getRevision.queryOptions(selector));
  return (
    <Hydrate>
      <RevisionScreen scope={scope} number={selector.revision} />
    </Hydrate>
  );
}
