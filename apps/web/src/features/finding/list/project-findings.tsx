"use client";
import { LinkButton, PageHeader } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { useLiveQueries } from "#trpc/events.ts";
import { useTRPC } from "#trpc/client.tsx";
import { BacklogCallout } from "../backlog/backlog-callout.tsx";
import { BacklogLine } from "../backlog/backlog-line.tsx";
import { type ProjectScope, usePermissions, useSelf } from "../decision/use-permissions.ts";
import { countWords } from "../words.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { EmptyList } from "./empty-list.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { FindingList } from "./finding-list.tsx";
import { FoldedLines } from "./folded-lines.tsx";
import { countInput, listInput, listQuery } from "./list-state.ts";
import { useProjectFindings } from "./use-finding-pages.ts";
import { useListState } from "./use-list-state.ts";
import { useSelection } from "./use-selection.ts";
import { useStableRows } from "./use-stable-rows.ts";
import { ViewTabs } from "./view-tabs.tsx";

/** The findings of a project: filters in the address, rows that keep their places, one decision on many. */
export function ProjectFindings({ organization, project }: ProjectScope) {
  const scope = { organization, project };
  const trpc = useTRPC();
  const [state, change] = useListState();
  const permissions = usePermissions(scope);
  const self = useSelf(organization);
  const people = useQuery(trpc.finding.assignees.queryOptions(scope)).data ?? [];
  const counting = trpc.finding.count.queryOptions(countInput(scope, state.dependency));
  const countingOthers = trpc.finding.count.queryOptions(countInput(scope, "only"));
  useLiveQueries(["finding"], [counting.queryKey, countingOthers.queryKey]);
  const counts = useQuery(counting).data;
  const others = useQuery(countingOthers).data;

  const pages = useProjectFindings(scope, state);
  const view = JSON.stringify(listInput(scope, state));
  const list = useStableRows(pages.query.isPlaceholderData ? [] : pages.items, view);
  const rows = list.rows.length === 0 && pages.query.isPlaceholderData ? pages.items : list.rows;
  const selection = useSelection(rows.map((row) => row.number));
  const chosen = rows.filter((row) => selection.numbers.has(row.number));
  const reread = () => {
    selection.clear();
    void pages.query.refetch().then(list.refresh);
  };
  const total =
    counts === undefined || others === undefined
      ? undefined
      : counts.total + counts.backlog + others.total + others.backlog + counts.hidden;
  const here = paths.projectSlice(organization, project, "finding");
  const mayDecide = permissions.has("finding:triage") || permissions.has("finding:assign");
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title="Findings"
        meta={
          counts && (
            <span>
              {countWords(counts.open, "open finding")}
              {counts.backlog > 0 && `, ${counts.backlog.toLocaleString("en")} in the backlog`}
            </span>
          )
        }
        actions={
          permissions.has("finding:record") && (
            <LinkButton asChild>
              <Link href={`${here}/new`}>Record a finding</Link>
            </LinkButton>
          )
        }
      />
      <BacklogCallout scope={scope} className="mx-6 mb-3 phone:mx-4" />
      <FilterBar
        state={state}
        change={change}
        counts={counts}
        people={people}
        sorts={["severity", "updated", "number"]}
      />
      <ViewTabs state={state} counts={counts} href={(next) => `${here}${listQuery(next)}`} />
      {state.backlog === "only" && <BacklogLine scope={scope} />}
      <FindingList
        organization={organization}
        pages={pages}
        rows={rows}
        gone={list.gone}
        waiting={list.waiting}
        onRefresh={list.refresh}
        query={listQuery(state)}
        selection={mayDecide ? selection : null}
        withProject={false}
        empty={<EmptyList state={state} change={change} total={total} scope={scope} permissions={permissions} />}
        footer={<FoldedLines state={state} change={change} others={others} counts={counts} hidden={pages.hidden} />}
      />
      {chosen.length > 0 && (
        <div className="sticky bottom-0 mt-auto">
          <BulkBar
            scope={scope}
            chosen={chosen}
            permissions={permissions}
            people={people}
            self={self}
            onDone={reread}
            onClear={selection.clear}
          />
        </div>
      )}
    </div>
  );
}
