import type { ReactNode } from "react";
import { EconomicsTabs } from "#features/economics/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

type Params = { organization: string; project: string };

export default async function Layout({ children, params }: { children: ReactNode; params: Promise<Params> }) {
  const scope = await params;
  await prefetchSubject(trpc.economics.get.queryOptions(scope));
  return (
    <Hydrate>
      <EconomicsTabs scope={scope}>{children}</EconomicsTabs>
    </Hydrate>
  );
}
