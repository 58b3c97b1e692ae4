import type { Metadata } from "next";
import { SetUpPage } from "#features/identity/index.ts";
import { setUpPage } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Set up" };

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <SetUpPage token={token} live={await setUpPage(token)} />;
}
