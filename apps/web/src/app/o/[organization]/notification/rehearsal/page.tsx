import type { Metadata } from "next";
import { RehearsalScreen } from "#features/notification/index.ts";
import { Hydrate, prefetch, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "What I would have been sent" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  await prefetchSubject(trpc.notification.rehearse.queryOptions({ organization }));
  await prefetch(trpc.notification.settings.queryOptions({ organization }));
  return (
    <Hydrate>
      <RehearsalScreen organization={organization} />
    </Hydrate>
  );
}
