import type { Metadata } from "next";
import { ProjectSettings } from "#features/project/index.ts";

export const metadata: Metadata = { title: "Project settings" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  return <ProjectSettings {...(await params)} />;
}
