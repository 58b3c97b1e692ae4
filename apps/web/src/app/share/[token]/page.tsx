import type { Metadata } from "next";
import { SharedReportPage } from "#features/report/index.ts";
import { sharedReportPage } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Report", robots: { index: false, follow: false, noarchive: true } };

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <SharedReportPage {...(await sharedReportPage(token))} />;
}
