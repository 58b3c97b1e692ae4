import type { Metadata } from "next";
import { PairScreen } from "#features/finding/index.ts";

export const metadata: Metadata = { title: "May be the same" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  return <PairScreen {...(await params)} />;
}
