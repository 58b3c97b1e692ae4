import type { ReactNode } from "react";
import { ModelTabs } from "#features/threat-model/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

type Params = { organization: string; project: string };

export default async function Layout({ children, params }: { children: ReactNode; params: Promise<Params> }) {
  const { organization, project } = await params;
  await prefetchSubject(trpc.threatModel.overview.queryOptions({ organization, project }));
  return (
    <Hydrate>
      <ModelTabs scope={{ organization, project }}>{children}</ModelTabs>
    </Hydrate>
  );
}
