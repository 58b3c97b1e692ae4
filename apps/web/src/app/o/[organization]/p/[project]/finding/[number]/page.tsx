import { findingInput, FindingScreen, loadListState } from "#features/finding/index.ts";
import { Hydrate, numberOf, prefetch, prefetchSubject, trpc } from "#trpc/rsc.tsx";

type Params = { organization: string; project: string; number: string };
type Props = { params: Promise<Params>; searchParams: Promise<Record<string, string | string[]>> };

export const generateMetadata = async ({ params }: Props) => ({ title: (await params).number.toUpperCase() });

export default async function Page({ params, searchParams }: Props) {
  const { number: segment, ...scope } = await params;
  const number = numberOf(segment, "F-");
  await prefetchSubject(trpc.finding.get.queryOptions(findingInput(scope, number, await loadListState(searchParams))));
  await prefetch(trpc.finding.assignees.queryOptions(scope));
  await prefetch(trpc.verification.list.queryOptions({ ...scope, finding: number }));
  return (
    <Hydrate>
      <FindingScreen key={number} scope={scope} number={number} />
    </Hydrate>
  );
}
