import type { Metadata } from "next";
import { GeneralSettings } from "#features/organization/index.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  return <GeneralSettings organization={(await params).organization} />;
}
