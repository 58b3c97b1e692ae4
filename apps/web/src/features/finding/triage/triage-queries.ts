import { createLoader } from "nuqs/server";
import type { useTRPC } from "#trpc/client.tsx";
import {
  countInput,
  ITEM_PARSER,
  LIST_PARSERS,
  listInput,
  type ListState,
  organizationListInput,
} from "../list/list-state.ts";
import { itemOf } from "./item.ts";
import { groupingOf, groupsInput, organizationGroupsInput } from "./source.ts";

/** Reads what an address of the triage screen says: its list, and the finding that is selected. */
export const loadTriage = createLoader({ ...LIST_PARSERS, item: ITEM_PARSER });

type Names = ReturnType<typeof useTRPC>["finding"];
type TriageState = ListState & { readonly item: string | null };
type Query = { readonly queryKey: readonly unknown[] };

/** What the screen of a project asks for first, so that it can be there with the page. */
export function triageQueries(
  finding: Names,
  scope: { readonly organization: string; readonly project: string },
  { item, ...state }: TriageState,
): Query[] {
  const groups = groupsInput(scope, state);
  const named = itemOf(item, scope);
  return [
    finding.count.queryOptions(countInput(scope, state.dependency)),
    finding.count.queryOptions(countInput(scope, "only")),
    finding.assignees.queryOptions(scope),
    finding.backlog.queryOptions(scope),
    ...(groupingOf(scope, state) === null ? [finding.list.queryOptions(listInput(scope, state))] : []),
    ...(groups === null ? [] : [finding.groups.queryOptions(groups)]),
    ...(named === null ? [] : [finding.get.queryOptions({ organization: scope.organization, ...named, within: null })]),
  ];
}

/** The same over all projects. */
export function organizationTriageQueries(
  finding: Names,
  organization: string,
  { item: _item, ...state }: TriageState,
): Query[] {
  const groups = organizationGroupsInput(organization, state);
  return [
    finding.countOrganization.queryOptions({ organization, dependency: state.dependency }),
    finding.countOrganization.queryOptions({ organization, dependency: "only" }),
    groups === null
      ? finding.listOrganization.queryOptions(organizationListInput(organization, state))
      : finding.groupsOrganization.queryOptions(groups),
  ];
}
