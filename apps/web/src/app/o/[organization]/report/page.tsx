import type { Metadata } from "next";
import { OrganizationReports } from "#features/report/index.ts";
import { Hydrate, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Reports" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  await prefetchSubject(trpc.report.listOrganization.queryOptions({ organization }));
  return (
    <Hydrate>
      <OrganizationReports organization={organization} />
    </Hydrate>
  );
}
