import type { Metadata } from "next";
import { RecordScreen } from "#features/finding/index.ts";

export const metadata: Metadata = { title: "Record a finding" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  return <RecordScreen {...(await params)} />;
}
