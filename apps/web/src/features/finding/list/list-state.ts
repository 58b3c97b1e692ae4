import {
  type CountFindings,
  FINDING_STATES,
  type FindingCounts,
  type FindingFilters,
  type FindingState,
  type GetFinding,
  type ListFindings,
  type ListOrganizationFindings,
  SEVERITIES,
  type Severity,
  type StateFilter,
  statesOf,
} from "@redoubt/domain/finding";
import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";

const STATE_CHOICES = ["open", "any", ...FINDING_STATES] as const;

/** What the address of a list of findings says; the keys are the words of the typed filters. */
export const LIST_PARSERS = {
  q: parseAsString.withDefault(""),
  severity: parseAsArrayOf(parseAsStringLiteral(SEVERITIES)).withDefault([]),
  state: parseAsArrayOf(parseAsStringLiteral(STATE_CHOICES)).withDefault(["open"]),
  scanner: parseAsString,
  detector: parseAsString,
  path: parseAsString,
  ref: parseAsString,
  assignee: parseAsString,
  dependency: parseAsStringLiteral(["folded", "shown", "only"]).withDefault("folded"),
  backlog: parseAsStringLiteral(["folded", "shown", "only"]).withDefault("folded"),
  snoozed: parseAsStringLiteral(["folded", "shown", "only"]).withDefault("folded"),
  proposed: parseAsBoolean.withDefault(false),
  sort: parseAsStringLiteral(["severity", "updated", "number"]).withDefault("severity"),
};

export type ListState = inferParserType<typeof LIST_PARSERS>;
export type StateChoice = (typeof STATE_CHOICES)[number];

/** Reads the state of a list from a page's search parameters, on the server. */
export const loadListState = createLoader(LIST_PARSERS);

/** Writes the state of a list behind an address; what is usual is left out. */
export const listQuery = createSerializer(LIST_PARSERS);

export const PAGE_SIZE = 50;
const MEMBER = /^mem_[0-9a-f]{32}$/;

/** The filters that a list is asked with. */
export function filtersOf(state: ListState): FindingFilters {
  const { q, severity, scanner, detector, path, ref, assignee, dependency, backlog, snoozed, proposed } = state;
  const text = q.trim().slice(0, 200);
  const states = statesChosen(state);
  const who =
    assignee === "me" || assignee === "none" || (assignee !== null && MEMBER.test(assignee)) ? assignee : null;
  return {
    dependency,
    backlog,
    snoozed,
    proposed,
    ...(text === "" ? {} : { text }),
    ...(severity.length === 0 ? {} : { severity: [...severity] }),
    ...(states.length === 0 ? {} : { state: states }),
    ...(scanner ? { scanner: scanner.slice(0, 80) } : {}),
    ...(detector ? { detector: detector.slice(0, 300) } : {}),
    ...(path ? { path: path.slice(0, 1000) } : {}),
    ...(ref ? { ref: ref.slice(0, 200) } : {}),
    ...(who === null ? {} : { assignee: who }),
  };
}

/** The states that a list is narrowed to; none for all of them. */
function statesChosen({ state }: Pick<ListState, "state">): StateFilter[] {
  return state.includes("any") ? [] : state.filter((each) => each !== "any");
}

interface Scope {
  readonly organization: string;
  readonly project: string;
}

/** The input of the list of a project; its first page is prefetched with the same. */
export function listInput(scope: Scope, state: ListState): ListFindings {
  return {
    organization: scope.organization,
    project: scope.project,
    filters: filtersOf(state),
    sort: state.sort,
    limit: PAGE_SIZE,
  };
}

/** The same over all projects; numbers of several projects have no order. */
export function organizationListInput(organization: string, state: ListState): ListOrganizationFindings {
  const sort = state.sort === "number" ? "severity" : state.sort;
  return { organization, filters: filtersOf(state), sort, limit: PAGE_SIZE };
}

/** The input of the counts beside the filters. */
export function countInput(scope: Scope, dependency: ListState["dependency"]): CountFindings {
  return { organization: scope.organization, project: scope.project, dependency };
}

/** True when kept counts, which know severity and state alone, answer for what the filters leave. */
export function isCountable(state: ListState): boolean {
  const { text, scanner, detector, path, ref, assignee, proposed } = filtersOf(state);
  return !proposed && [text, scanner, detector, path, ref, assignee].every((filter) => filter === undefined);
}

/** How many findings the cells hold of some severities and states. */
export function countOf(
  counts: FindingCounts | undefined,
  severities: readonly Severity[],
  states: readonly FindingState[],
): number | undefined {
  return counts?.cells
    .filter((cell) => states.includes(cell.state))
    .filter((cell) => severities.length === 0 || severities.includes(cell.severity))
    .reduce((sum, cell) => sum + cell.count, 0);
}

/** The states that a list shows, one by one. */
export function shownStates(state: Pick<ListState, "state">): FindingState[] {
  return statesOf(statesChosen(state));
}

/** True when the list is narrowed by anything but its usual "open". */
export function isNarrowed(state: ListState): boolean {
  const { dependency: _dep, backlog: _back, snoozed: _off, proposed, state: states, ...rest } = filtersOf(state);
  const isUsual = states === undefined || (states.length === 1 && states[0] === "open");
  return proposed || !isUsual || Object.keys(rest).length > 0;
}

/** The input of one finding's page: its neighbours are those of the list that its address names. */
export function findingInput(scope: Scope, number: number, state: ListState): GetFinding {
  const { organization, project } = scope;
  return { organization, project, number, within: { filters: filtersOf(state), sort: state.sort } };
}
