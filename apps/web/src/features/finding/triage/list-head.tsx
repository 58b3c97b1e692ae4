"use client";
import type { FindingCounts } from "@redoubt/domain/finding";
import { DropdownMenu, IconButton, MenuItem, Select } from "@redoubt/ui";
import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { memo, type ReactNode } from "react";
import { FilterField } from "../list/filter-field.tsx";
import type { Named } from "../list/filter-grammar.ts";
import type { ListState } from "../list/list-state.ts";
import type { ChangeList } from "../list/use-list-state.ts";
import { ViewsBar } from "../views/views-bar.tsx";
import { groupingOf, type TriageScope } from "./source.ts";

const NONE = "none";
const GROUP_WORDS = {
  none: "not grouped",
  detector: "by check",
  file: "by file",
  function: "by function",
  severity: "by severity",
  project: "by project",
} as const;
const SORT_WORDS = { severity: "worst first", due: "due first", updated: "last changed", number: "newest" } as const;

export interface ListHeadProps {
  readonly scope: TriageScope;
  readonly state: ListState;
  readonly change: ChangeList;
  readonly counts: FindingCounts | undefined;
  readonly people: readonly Named[];
  readonly here: string;
  /** The way to record one by hand; null for those who may not. */
  readonly record: string | null;
}

/** Filters, views, grouping and order, in one line where there is room. */
export const ListHead = memo(function ListHead(props: ListHeadProps) {
  const { scope, state, change, counts, people, here, record } = props;
  const grouping = groupingOf(scope, state);
  const sorts = scope.project === null ? SORTS_EVERYWHERE : SORTS;
  const groups =
    scope.project === null
      ? (["none", "project", "severity"] as const)
      : (["none", "detector", "file", "function", "severity"] as const);
  return (
    <div className="flex flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2.5">
      <h1 className="sr-only">Findings</h1>
      <FilterField
        scope={scope}
        state={state}
        change={change}
        people={people}
        counts={counts}
        className="w-[400px] max-w-full min-w-64 flex-none max-[1280px]:w-[340px] phone:w-full"
      />
      <ViewsBar scope={scope} state={state} here={here} />
      <div className="ml-auto flex flex-none items-center gap-1">
        <Select
          bare
          label="Group"
          value={grouping ?? NONE}
          onValueChange={(value) =>
            change({ group: groups.find((each) => each !== NONE && each === value) ?? null } as Partial<ListState>)
          }
          options={groups.map((value) => ({ value, label: GROUP_WORDS[value] }))}
        />
        {grouping === null && (
          <Select
            bare
            label="Order"
            value={sorts.find((each) => each === state.sort) ?? "severity"}
            onValueChange={(value) => change({ sort: sorts.find((each) => each === value) ?? "severity" })}
            options={sorts.map((value) => ({ value, label: SORT_WORDS[value] }))}
          />
        )}
        <DropdownMenu
          width={220}
          align="end"
          trigger={
            <IconButton label="More about findings">
              <Ellipsis aria-hidden="true" />
            </IconButton>
          }
        >
          {record !== null && <Place href={record}>Record a finding</Place>}
          {record !== null && <Place href={`${here}/past`}>Bring your past</Place>}
          <Place href={`${here}/policy`}>Decisions that last</Place>
          {scope.project !== null && <Place href={`${here}/suggestion`}>May be the same</Place>}
          {scope.project !== null && <Place href={`${here}/known-issues`}>Known issues</Place>}
        </DropdownMenu>
      </div>
    </div>
  );
});

function Place({ href, children }: { href: string; children: ReactNode }) {
  return (
    <MenuItem asChild>
      <Link href={href}>{children}</Link>
    </MenuItem>
  );
}

const SORTS = ["severity", "due", "updated", "number"] as const;
/** Over all projects the others have no order. */
const SORTS_EVERYWHERE = ["severity", "due"] as const;
