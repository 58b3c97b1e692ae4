import type { Metadata } from "next";
import { ExchangeScreen } from "#features/threat-model/index.ts";

export const metadata: Metadata = { title: "Import and export" };

export default async function Page({ params }: { params: Promise<{ organization: string; project: string }> }) {
  const { organization, project } = await params;
  return <ExchangeScreen organization={organization} project={project} />;
}
