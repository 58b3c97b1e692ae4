import type { Metadata } from "next";
import { RegisterScreen } from "#features/finding/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Decisions that last" };
type Params = { organization: string };

export default async function Page({ params }: { params: Promise<Params> }) {
  const { organization } = await params;
  await prefetchSubject(trpc.finding.organizationPolicy.register.queryOptions({ organization }));
  return (
    <Hydrate>
      <RegisterScreen place={{ organization, project: null }} />
    </Hydrate>
  );
}
