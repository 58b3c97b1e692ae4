import type { Metadata } from "next";
import { ProjectList } from "#features/project/index.ts";

export const metadata: Metadata = { title: "Projects" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  return <ProjectList organization={(await params).organization} />;
}
