import type { Metadata } from "next";
import { NewChannelScreen } from "#features/notification/index.ts";
import { Hydrate, load, prefetch, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Add a channel" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  await load((api) => api.notification.channels({ organization }));
  await prefetch(trpc.notification.settings.queryOptions({ organization }));
  return (
    <Hydrate>
      <NewChannelScreen organization={organization} />
    </Hydrate>
  );
}
