import { componentsInput, DependenciesScreen, inventoryInput, loadDependencies } from "#features/advisory/index.ts";
import { Hydrate, prefetchFirstPage, prefetchSubject, trpc } from "#trpc/rsc.tsx";

export const metadata = { title: "Dependencies" };
type Scope = { organization: string; project: string };
type Props = { params: Promise<Scope>; searchParams: Promise<Record<string, string | string[]>> };

export default async function Page({ params, searchParams }: Props) {
  const [scope, state] = [await params, await loadDependencies(searchParams)];
  const { inventory, components } = trpc.advisory;
  await prefetchSubject(inventory.queryOptions(inventoryInput(scope, state)));
  const input = componentsInput(scope, state);
  await prefetchFirstPage(components.infiniteQueryKey(input), components.queryOptions(input));
  return (
    <Hydrate>
      <DependenciesScreen scope={scope} />
    </Hydrate>
  );
}
