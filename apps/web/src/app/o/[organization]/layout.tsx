import type { ReactNode } from "react";
import { OrganizationFrame } from "#features/organization/index.ts";
import { JobsStrip } from "#features/report/index.ts";
import { Hydrate, prefetchFrame } from "#trpc/rsc.tsx";

export default async function OrganizationLayout(props: {
  children: ReactNode;
  params: Promise<{ organization: string }>;
}) {
  const { organization } = await props.params;
  await prefetchFrame(organization);
  return (
    <Hydrate frame>
      <OrganizationFrame organization={organization} jobs={<JobsStrip organization={organization} />}>
        {props.children}
      </OrganizationFrame>
    </Hydrate>
  );
}
