import type { Metadata } from "next";
import { ChannelsScreen } from "#features/notification/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Channels" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  await prefetchSubject(trpc.notification.channels.queryOptions({ organization }));
  return (
    <Hydrate>
      <ChannelsScreen organization={organization} />
    </Hydrate>
  );
}
