import type { Metadata } from "next";
import { loadListState, OrganizationFindings, organizationListInput } from "#features/finding/index.ts";
import { Hydrate, prefetch, prefetchFirstPage, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata: Metadata = { title: "Findings" };
type Props = { params: Promise<{ organization: string }>; searchParams: Promise<Record<string, string | string[]>> };

export default async function Page({ params, searchParams }: Props) {
  const { organization } = await params;
  const input = organizationListInput(organization, await loadListState(searchParams));
  const { list, count } = { list: trpc.finding.listOrganization, count: trpc.finding.countOrganization };
  await prefetchSubject(count.queryOptions({ organization, dependency: input.filters.dependency }));
  await prefetch(count.queryOptions({ organization, dependency: "only" }));
  await prefetchFirstPage(list.infiniteQueryKey(input), list.queryOptions(input));
  return (
    <Hydrate>
      <OrganizationFindings organization={organization} />
    </Hydrate>
  );
}
