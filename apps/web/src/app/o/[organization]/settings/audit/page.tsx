import type { Metadata } from "next";
import { AuditLog } from "#features/organization/index.ts";
import { Hydrate, load, prefetchFirstPage, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Audit log" };

export default async function Page({ params }: { params: Promise<{ organization: string }> }) {
  const { organization } = await params;
  await load((api) => api.organization.auditLog({ organization, limit: 1 }));
  const { auditLog } = trpc.organization;
  await prefetchFirstPage(auditLog.infiniteQueryKey({ organization }), auditLog.queryOptions({ organization }));
  return (
    <Hydrate>
      <AuditLog organization={organization} />
    </Hydrate>
  );
}
