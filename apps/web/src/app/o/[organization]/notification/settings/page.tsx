import type { Metadata } from "next";
import { SettingsScreen } from "#features/notification/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Notification settings" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  await prefetchSubject(trpc.notification.settings.queryOptions({ organization }));
  return (
    <Hydrate>
      <SettingsScreen organization={organization} />
    </Hydrate>
  );
}
