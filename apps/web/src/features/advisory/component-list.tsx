"use client";
import { ECOSYSTEMS, type Inventory } from "@redoubt/domain/advisory";
import { Checkbox, EmptyState, MoreRows, SearchInput, Segmented, Select, SkeletonRows, Table, Th } from "@redoubt/ui";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import { ComponentRow } from "./component-row.tsx";
import { componentsInput, DEPENDENCY_PARSERS, type Scope } from "./list-state.ts";
import { manifestKindWords } from "./words.ts";

/** The components of a revision, filtered by what the address says. */
export function ComponentList({ scope, inventory }: { scope: Scope; inventory: Inventory }) {
  const { items, isPending, more } = useComponents(scope);
  return (
    <>
      <Filters inventory={inventory} />
      {!isPending && items.length === 0 ? (
        <EmptyState compact title="No component fits">
          Take a filter away, or search for another name.
        </EmptyState>
      ) : (
        <Table label="Components">
          <thead>
            <tr>
              <Th>Component</Th>
              <Th className="w-64 phone:hidden">Advisories</Th>
              <Th className="phone:hidden">Why it is there</Th>
              <Th className="phone:hidden">Named in</Th>
              <Th className="w-28 phone:hidden">Licence</Th>
            </tr>
          </thead>
          <tbody>
            {isPending && <SkeletonRows columns={[28, 16, 28, 24, 12]} rows={12} />}
            {items.map((component) => (
              <ComponentRow
                key={`${component.manifest}:${component.ordinal}`}
                {...{ scope, component, revision: inventory.revision.number }}
              />
            ))}
          </tbody>
        </Table>
      )}
      {more.hasNextPage && (
        <MoreRows busy={more.isFetchingNextPage} onMore={() => void more.fetchNextPage()}>
          Show more
        </MoreRows>
      )}
    </>
  );
}

function useComponents(scope: Scope) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [state] = useQueryStates(DEPENDENCY_PARSERS);
  const input = componentsInput(scope, state);
  const { data, isPending, error, ...more } = useInfiniteQuery({
    queryKey: trpc.advisory.components.infiniteQueryKey(input),
    queryFn: ({ pageParam, signal }) =>
      client.advisory.components.query({ ...input, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // The list stays while the next letter is typed.
    placeholderData: keepPreviousData,
  });
  if (error !== null) throw error;
  return { items: data?.pages.flatMap((page) => page.items) ?? [], isPending, more };
}

const ANY = "any";

function Filters({ inventory }: { inventory: Inventory }) {
  const [state, setState] = useQueryStates(DEPENDENCY_PARSERS);
  const chosen = (patch: Partial<typeof state>) => void setState(patch, { history: "push" });
  return (
    <search className="flex flex-wrap items-center gap-2 px-6 pb-3 phone:px-4" aria-label="Components">
      <SearchInput
        label="Search by name"
        className="w-60 phone:w-full"
        value={state.search}
        onValueChange={(search) => void setState({ search }, { history: "replace" })}
      />
      <Segmented
        label="Need"
        value={state.need ?? ANY}
        options={[
          { value: ANY, label: "All" },
          { value: "direct", label: "Direct" },
          { value: "transitive", label: "Transitive" },
        ]}
        onValueChange={(value) => chosen({ need: value === "direct" || value === "transitive" ? value : null })}
      />
      <Select
        label="Use"
        className="w-40"
        value={state.use ?? ANY}
        options={[
          { value: ANY, label: "Any use" },
          { value: "production", label: "What runs" },
          { value: "development", label: "For development" },
        ]}
        onValueChange={(value) => chosen({ use: value === "production" || value === "development" ? value : null })}
      />
      <Select
        label="Ecosystem"
        className="w-40"
        value={state.ecosystem ?? ANY}
        options={[{ value: ANY, label: "Any ecosystem" }, ...ECOSYSTEMS.map((value) => ({ value, label: value }))]}
        onValueChange={(value) => chosen({ ecosystem: ECOSYSTEMS.find((each) => each === value) ?? null })}
      />
      <Checkbox
        label="With advisories"
        checked={state.weak}
        onCheckedChange={(weak) => chosen({ weak: weak === true })}
      />
      {inventory.manifests.length > 1 && (
        <Select
          label="File"
          className="w-60 phone:w-full"
          value={state.file ?? ANY}
          options={[
            { value: ANY, label: "Any file" },
            ...inventory.manifests.map(({ path, kind }) => ({
              value: path,
              label: path,
              description: manifestKindWords(kind),
            })),
          ]}
          onValueChange={(value) => chosen({ file: value === ANY ? null : value })}
        />
      )}
    </search>
  );
}
