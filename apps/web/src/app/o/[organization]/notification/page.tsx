import type { Metadata } from "next";
import { inboxInput, InboxScreen } from "#features/notification/index.ts";
import { Hydrate, load, prefetchFirstPage, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Notifications" };

export default async function Page(props: {
  params: Promise<{ organization: string }>;
  searchParams: Promise<{ unread?: string }>;
}) {
  const { organization } = await props.params;
  await load((api) => api.notification.unread({ organization }));
  const input = inboxInput(organization, (await props.searchParams).unread === "true");
  const { list } = trpc.notification;
  await prefetchFirstPage(list.infiniteQueryKey(input), list.queryOptions(input));
  return (
    <Hydrate>
      <InboxScreen organization={organization} />
    </Hydrate>
  );
}
