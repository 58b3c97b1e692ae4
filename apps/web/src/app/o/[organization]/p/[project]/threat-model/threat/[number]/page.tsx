import type { Metadata } from "next";
import { ThreatScreen } from "#features/threat-model/index.ts";
import { Hydrate, numberOf, prefetchSubject, trpc } from "#trpc/rsc.tsx";

type Params = { organization: string; project: string; number: string };

export async function generateMetadata({ params }: { params: Promise<Params> }): Promise<Metadata> {
  return { title: `T-${(await params).number}` };
}

export default async function Page({ params }: { params: Promise<Params> }) {
  const { organization, project, number: segment } = await params;
  const number = numberOf(segment);
  await prefetchSubject(trpc.threatModel.threat.queryOptions({ organization, project, number }));
  return (
    <Hydrate>
      <ThreatScreen organization={organization} project={project} number={number} />
    </Hydrate>
  );
}
