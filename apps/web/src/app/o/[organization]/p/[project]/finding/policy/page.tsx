import type { Metadata } from "next";
import { RegisterScreen } from "#features/finding/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Decisions that last" };
type Params = { organization: string; project: string };

export default async function Page({ params }: { params: Promise<Params> }) {
  const place = await params;
  await prefetchSubject(trpc.finding.policy.register.queryOptions(place));
  return (
    <Hydrate>
      <RegisterScreen place={place} />
    </Hydrate>
  );
}
