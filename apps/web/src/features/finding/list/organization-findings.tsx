"use client";
import { PageHeader } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { paths } from "#features/frame/index.ts";
import { useLiveQueries } from "#trpc/events.ts";
import { useTRPC } from "#trpc/client.tsx";
import { countWords } from "../words.ts";
import { EmptyList } from "./empty-list.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { FindingList } from "./finding-list.tsx";
import { FoldedLines } from "./folded-lines.tsx";
import { listQuery, organizationListInput } from "./list-state.ts";
import { useOrganizationFindings } from "./use-finding-pages.ts";
import { useListState } from "./use-list-state.ts";
import { useStableRows } from "./use-stable-rows.ts";
import { ViewTabs } from "./view-tabs.tsx";

const NONE: ReadonlySet<string> = new Set();

/** The findings of all projects, worst first; decisions are taken on a finding's own page or in its project. */
export function OrganizationFindings({ organization }: { organization: string }) {
  const trpc = useTRPC();
  const [state, change] = useListState();
  const counting = trpc.finding.countOrganization.queryOptions({ organization, dependency: state.dependency });
  const countingOthers = trpc.finding.countOrganization.queryOptions({ organization, dependency: "only" });
  useLiveQueries(["finding"], [counting.queryKey, countingOthers.queryKey]);
  const counts = useQuery(counting).data;
  const others = useQuery(countingOthers).data;
  const pages = useOrganizationFindings(organization, state);
  const list = useStableRows(
    pages.query.isPlaceholderData ? [] : pages.items,
    JSON.stringify(organizationListInput(organization, state)),
  );
  const rows = list.rows.length === 0 && pages.query.isPlaceholderData ? pages.items : list.rows;
  const total =
    counts === undefined || others === undefined
      ? undefined
      : counts.total + counts.backlog + others.total + others.backlog + counts.hidden;
  const here = paths.organizationSlice(organization, "finding");
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title="Findings"
        meta={counts && <span>{countWords(counts.open, "open finding")} in all projects</span>}
      />
      <FilterBar state={state} change={change} counts={counts} people={[]} sorts={["severity", "updated"]} />
      <ViewTabs state={state} counts={counts} href={(next) => `${here}${listQuery(next)}`} />
      <FindingList
        organization={organization}
        pages={pages}
        rows={rows}
        gone={list.gone}
        waiting={list.waiting}
        onRefresh={list.refresh}
        query=""
        selection={null}
        withProject
        empty={<EmptyList state={state} change={change} total={total} scope={null} permissions={NONE} />}
        footer={<FoldedLines state={state} change={change} others={others} counts={counts} hidden={pages.hidden} />}
      />
    </div>
  );
}
