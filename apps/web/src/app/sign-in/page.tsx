import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInPage } from "#features/identity/index.ts";
import { signInPage } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string | undefined>> }) {
  const { next, problem, error } = await searchParams;
  const { signedIn, ...settings } = await signInPage({ next });
  if (signedIn) redirect(settings.next);
  return <SignInPage {...settings} problem={problem ?? error} />;
}
