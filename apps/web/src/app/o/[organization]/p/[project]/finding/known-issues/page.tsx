import type { Metadata } from "next";
import { KnownIssuesScreen } from "#features/finding/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Known issues" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetchSubject(trpc.finding.knownIssues.queryOptions(scope));
  return (
    <Hydrate>
      <KnownIssuesScreen {...scope} />
    </Hydrate>
  );
}
