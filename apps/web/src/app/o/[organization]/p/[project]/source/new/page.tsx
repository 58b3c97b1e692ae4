import type { Metadata } from "next";
import { AddCodeScreen } from "#features/source/index.ts";

export const metadata: Metadata = { title: "Add code" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  return <AddCodeScreen scope={await params} />;
}
