import type { Metadata } from "next";
import { inboxInput, InboxScreen } from "#features/notification/index.ts";
import { Hydrate, prefetchFirstPage, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Notifications" };
type Props = { params: Promise<{ organization: string }>; searchParams: Promise<{ unread?: string }> };

export default async function Page({ params, searchParams }: Props) {
  const { organization } = await params;
  const input = inboxInput(organization, (await searchParams).unread === "true");
  const { list, unread } = trpc.notification;
  await prefetchSubject(unread.queryOptions({ organization }));
  await prefetchFirstPage(list.infiniteQueryKey(input), list.queryOptions(input));
  return (
    <Hydrate>
      <InboxScreen organization={organization} />
    </Hydrate>
  );
}
