import type { Metadata } from "next";
import { MembersScreen } from "#features/organization/index.ts";
import { Hydrate, load, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Members" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  await load((api) => api.organization.members({ organization }));
  await prefetch(trpc.organization.members.queryOptions({ organization }));
  await prefetch(trpc.organization.invitations.queryOptions({ organization }));
  return (
    <Hydrate>
      <MembersScreen organization={organization} />
    </Hydrate>
  );
}
