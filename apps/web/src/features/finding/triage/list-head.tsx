"use client";
import type { FindingCounts } from "@redoubt/domain/finding";
import { LinkButton, Select } from "@redoubt/ui";
import Link from "next/link";
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
const SORT_WORDS = { severity: "worst first", updated: "last changed", number: "newest" } as const;

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
export function ListHead({ scope, state, change, counts, people, here, record }: ListHeadProps) {
  const grouping = groupingOf(scope, state);
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
        {grouping === null && scope.project !== null && (
          <Select
            bare
            label="Order"
            value={state.sort}
            onValueChange={(value) => change({ sort: SORTS.find((each) => each === value) ?? "severity" })}
            options={SORTS.map((value) => ({ value, label: SORT_WORDS[value] }))}
          />
        )}
        {record !== null && (
          <LinkButton asChild className="max-[1480px]:hidden phone:inline-flex">
            <Link href={record}>Record a finding</Link>
          </LinkButton>
        )}
      </div>
    </div>
  );
}

const SORTS = ["severity", "updated", "number"] as const;
