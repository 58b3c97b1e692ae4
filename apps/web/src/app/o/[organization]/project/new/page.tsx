import type { Metadata } from "next";
import { NewProject } from "#features/project/index.ts";

export const metadata: Metadata = { title: "New project" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  return <NewProject organization={(await params).organization} />;
}
