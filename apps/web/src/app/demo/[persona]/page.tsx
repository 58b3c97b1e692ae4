import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DemoSignIn } from "#features/identity/index.ts";
import { demoPage } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Demo" };

export default async function Page({ params }: { params: Promise<{ persona: string }> }) {
  const persona = await demoPage((await params).persona);
  return persona === null ? notFound() : <DemoSignIn persona={persona} />;
}
