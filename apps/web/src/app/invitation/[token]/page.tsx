import type { Metadata } from "next";
import { JoinPage } from "#features/organization/index.ts";
import { invitationPage } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Invitation" };

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const page = await invitationPage(token);
  return <JoinPage token={token} invitation={page?.preview ?? null} viewer={page?.viewer ?? null} />;
}
