import { loadTriage, triageQueries, TriageScreen } from "#features/finding/index.ts";
import { Hydrate, prefetchAll, trpc } from "#trpc/rsc.tsx";

export const metadata = { title: "Findings" };
type Scope = { organization: string; project: string };
type Props = { params: Promise<Scope>; searchParams: Promise<Record<string, string | string[]>> };

export default async function Page({ params, searchParams }: Props) {
  const scope = await params;
  await prefetchAll(triageQueries(trpc.finding, scope, await loadTriage(searchParams)));
  return (
    <Hydrate>
      <TriageScreen {...scope} />
    </Hydrate>
  );
}
