import type { Metadata } from "next";
import { AccountPage } from "#features/identity/index.ts";
import { Hydrate, linkableProviders, load, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Account" };

export default async function Page({ searchParams }: { searchParams: Promise<{ problem?: string }> }) {
  await load((api) => api.identity.account());
  await Promise.all([prefetch(trpc.identity.account.queryOptions()), prefetch(trpc.identity.sessions.queryOptions())]);
  return (
    <Hydrate>
      <AccountPage providers={linkableProviders()} problem={(await searchParams).problem} />
    </Hydrate>
  );
}
