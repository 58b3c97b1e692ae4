import { countInput, listInput, loadListState, ProjectFindings } from "#features/finding/index.ts";
import { Hydrate, prefetch, prefetchFirstPage, prefetchSubject, trpc } from "#trpc/rsc.tsx";
export const metadata = { title: "Findings" };
type Scope = { organization: string; project: string };
type Props = { params: Promise<Scope>; searchParams: Promise<Record<string, string | string[]>> };

export default async function Page({ params, searchParams }: Props) {
  const scope = await params;
  const input = listInput(scope, await loadListState(searchParams));
  await prefetchSubject(trpc.finding.count.queryOptions(countInput(scope, input.filters.dependency)));
  await prefetch(trpc.finding.count.queryOptions(countInput(scope, "only")));
  await prefetch(trpc.finding.assignees.queryOptions(scope));
  await prefetch(trpc.finding.backlog.queryOptions(scope));
  await prefetchFirstPage(trpc.finding.list.infiniteQueryKey(input), trpc.finding.list.queryOptions(input));
  return (
    <Hydrate>
      <ProjectFindings {...scope} />
    </Hydrate>
  );
}
