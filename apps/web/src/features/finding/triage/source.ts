import type {
  FindingGroups,
  FindingPage,
  FindingSummary,
  GroupKey,
  Grouping,
  RereadFinding,
} from "@redoubt/domain/finding";
import type { QueryClient } from "@tanstack/react-query";
import type { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import {
  filtersOf,
  listInput,
  type ListState,
  organizationListInput,
  PAGE_SIZE,
  shownStates,
} from "../list/list-state.ts";

/** Groups to a page: their counts are what costs. */
const GROUPS = 50;

/** Whose findings: of one project, or of all that the reader may see everywhere. */
export interface TriageScope {
  readonly organization: string;
  readonly project: string | null;
}

/** Where a list's rows come from. */
export interface ListSource {
  /** Names the list: another one is another board. */
  readonly view: string;
  readonly grouping: Grouping | null;
  page(group: GroupKey | null, cursor: string | null): Promise<FindingPage>;
  /** The first page when it is at hand already, as it is when the server has rendered the list. */
  firstPage(): FindingPage | undefined;
  groups(cursor: string | null): Promise<FindingGroups>;
  firstGroups(): FindingGroups | undefined;
  reread(ids: readonly string[]): Promise<readonly RereadFinding[]>;
}

/** What reads: names of queries, the way to the server, and what is at hand already. */
export interface Reading {
  readonly trpc: ReturnType<typeof useTRPC>;
  readonly client: ReturnType<typeof useTRPCClient>;
  readonly cache: QueryClient;
}

/** What a list can be grouped by: over all projects no walk through files would end. */
export function groupingOf(scope: TriageScope, state: ListState): Grouping | null {
  const { group } = state;
  if (scope.project === null) return group === "project" || group === "severity" ? group : null;
  return group === "project" ? null : group;
}

/** The input of the headings of a project's list. */
export function groupsInput(scope: TriageScope & { project: string }, state: ListState) {
  const by = groupingOf(scope, state);
  if (by === null || by === "project") return null;
  const { organization, project } = scope;
  return { organization, project, filters: filtersOf(state), by, limit: GROUPS };
}

/** The same over all projects. */
export function organizationGroupsInput(organization: string, state: ListState) {
  const by = groupingOf({ organization, project: null }, state);
  if (by !== "project" && by !== "severity") return null;
  return { organization, filters: filtersOf(state), by, limit: GROUPS };
}

/** The rows of a list of a project or of all projects, from the server and from what it has sent with the page. */
export function listSource(reading: Reading, scope: TriageScope, state: ListState): ListSource {
  return scope.project === null
    ? everywhereSource(reading, scope.organization, state)
    : projectSource(reading, { organization: scope.organization, project: scope.project }, state);
}

function projectSource(
  { trpc, client, cache }: Reading,
  scope: { organization: string; project: string },
  state: ListState,
): ListSource {
  const input = { ...listInput(scope, state), limit: PAGE_SIZE };
  const grouping = groupingOf(scope, state);
  const headings = groupsInput(scope, state);
  // Groups are worst first inside, whatever the list without groups is sorted by.
  const sort = grouping === null ? input.sort : "severity";
  return {
    view: JSON.stringify([input, grouping]),
    grouping,
    page: (group, cursor) =>
      client.finding.list.query({
        ...{ ...input, sort },
        ...(group === null ? {} : { group }),
        ...(cursor === null ? {} : { cursor }),
      }),
    firstPage: () => cache.getQueryData(trpc.finding.list.queryKey(input)),
    groups: async (cursor) =>
      headings === null
        ? NO_GROUPS
        : client.finding.groups.query({ ...headings, ...(cursor === null ? {} : { cursor }) }),
    firstGroups: () => (headings === null ? undefined : cache.getQueryData(trpc.finding.groups.queryKey(headings))),
    reread: (ids) => client.finding.reread.query({ ...scope, ids: [...ids], filters: input.filters }),
  };
}

function everywhereSource({ trpc, client, cache }: Reading, organization: string, state: ListState): ListSource {
  const input = organizationListInput(organization, state);
  const headings = organizationGroupsInput(organization, state);
  return {
    view: JSON.stringify([input, headings?.by ?? null]),
    grouping: headings?.by ?? null,
    page: (group, cursor) =>
      client.finding.listOrganization.query({
        ...input,
        ...(group === null ? {} : { group }),
        ...(cursor === null ? {} : { cursor }),
      }),
    firstPage: () => cache.getQueryData(trpc.finding.listOrganization.queryKey(input)),
    groups: async (cursor) =>
      headings === null
        ? NO_GROUPS
        : client.finding.groupsOrganization.query({ ...headings, ...(cursor === null ? {} : { cursor }) }),
    firstGroups: () =>
      headings === null ? undefined : cache.getQueryData(trpc.finding.groupsOrganization.queryKey(headings)),
    reread: (ids) => client.finding.rereadOrganization.query({ organization, ids: [...ids], filters: input.filters }),
  };
}

const NO_GROUPS: FindingGroups = { groups: [], nextCursor: null, cut: [] };

/** Whether a row still belongs to a list by what a decision changes: its state, its severity, and a wait for others. */
export function takesOf(state: ListState): (row: FindingSummary) => boolean {
  const states: readonly string[] = shownStates(state);
  const { severity, not } = filtersOf(state);
  return (row) =>
    states.includes(row.state) &&
    !(not?.state as readonly string[] | undefined)?.includes(row.state) &&
    (severity === undefined || severity.includes(row.severity)) &&
    !not?.severity?.includes(row.severity) &&
    (!state.proposed || row.proposed !== null);
}
