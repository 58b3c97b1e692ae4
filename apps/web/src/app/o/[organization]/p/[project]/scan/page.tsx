import type { Metadata } from "next";
import { ScanListScreen } from "#features/scan/index.ts";
import { Hydrate, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Scans" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const scope = await params;
  await prefetch(trpc.scan.list.queryOptions(scope));
  return (
    <Hydrate>
      <ScanListScreen scope={scope} />
    </Hydrate>
  );
}
