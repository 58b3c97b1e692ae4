import type { Metadata } from "next";
import { TokensScreen } from "#features/organization/index.ts";
import { Hydrate, prefetchAll, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "API tokens" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  await prefetchAll([trpc.organization.tokens.queryOptions({ organization })]);
  return (
    <Hydrate>
      <TokensScreen organization={organization} />
    </Hydrate>
  );
}
