import type { Metadata } from "next";
import { ChannelScreen, deliveryInput } from "#features/notification/index.ts";
import { channelIdOf, Hydrate, prefetch, prefetchFirstPage, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Channel" };

export default async function Page({ params }: { params: Promise<{ organization: string; channel: string }> }) {
  const { organization, channel } = await params;
  const channelId = channelIdOf(channel);
  await prefetchSubject(trpc.notification.channel.queryOptions({ organization, channelId }));
  await prefetch(trpc.notification.settings.queryOptions({ organization }));
  const log = deliveryInput({ organization, channelId });
  const { messages } = trpc.notification;
  await prefetchFirstPage(messages.infiniteQueryKey(log), messages.queryOptions(log));
  return (
    <Hydrate>
      <ChannelScreen organization={organization} channelId={channelId} />
    </Hydrate>
  );
}
