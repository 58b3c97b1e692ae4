import {
  type CountFindings,
  DECISION_ORIGINS,
  DISMISS_REASONS,
  FINDING_STATES,
  type FindingCounts,
  type FindingFilters,
  type FindingState,
  type GetFinding,
  GROUPINGS,
  isDue,
  type ListFindings,
  type ListOrganizationFindings,
  PLAIN_FILTERS,
  type SavedList,
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

export const STATE_CHOICES = ["open", "any", ...FINDING_STATES] as const;
export const FOLDER_CHOICES = ["folded", "shown", "only"] as const;
const texts = parseAsArrayOf(parseAsString).withDefault([]);

/** What the address of a list of findings says; the keys are the words of the typed filters. */
export const LIST_PARSERS = {
  q: parseAsString.withDefault(""),
  severity: parseAsArrayOf(parseAsStringLiteral(SEVERITIES)).withDefault([]),
  state: parseAsArrayOf(parseAsStringLiteral(STATE_CHOICES)).withDefault(["open"]),
  scanner: texts,
  detector: texts,
  path: texts,
  cwe: texts,
  ref: parseAsString,
  assignee: texts,
  due: parseAsString,
  dependency: parseAsStringLiteral(FOLDER_CHOICES).withDefault("folded"),
  backlog: parseAsStringLiteral(FOLDER_CHOICES).withDefault("folded"),
  branch: parseAsStringLiteral(FOLDER_CHOICES).withDefault("folded"),
  snoozed: parseAsStringLiteral(FOLDER_CHOICES).withDefault("folded"),
  proposed: parseAsBoolean.withDefault(false),
  reason: parseAsStringLiteral(DISMISS_REASONS),
  decidedBy: parseAsStringLiteral(DECISION_ORIGINS),
  policy: parseAsString,
  /** What is left out, as `severity:info`. */
  not: texts,
  group: parseAsStringLiteral(GROUPINGS),
  sort: parseAsStringLiteral(["severity", "updated", "number", "due"]).withDefault("severity"),
};

export type ListState = inferParserType<typeof LIST_PARSERS>;

/** Reads the state of a list from a page's search parameters, on the server. */
export const loadListState = createLoader(LIST_PARSERS);

/** The finding that is selected in the list of a project, as `F-12`; over all projects with its project before it. */
export const ITEM_PARSER = parseAsString;

/** Writes the state of a list behind an address; what is usual is left out. */
export const listQuery = createSerializer(LIST_PARSERS);

export const PAGE_SIZE = 50;
const MEMBER = /^mem_[0-9a-f]{32}$/;
const POLICY = /^pol_[0-9a-f]{32}$/;
const CLASS = /^(?:CWE|SWC|SCWE)-\d{1,5}$/;
const MOST_VALUES = 20;

/** Filters with several values, each of which may also be left out. */
export const LEAVABLE = ["severity", "state", "scanner", "detector", "path", "cwe", "assignee"] as const;
export type Leavable = (typeof LEAVABLE)[number];

/** The filters that a list is asked with; what an address says wrongly is passed over. */
export function filtersOf(state: ListState): FindingFilters {
  const text = state.q.trim().slice(0, 200);
  const states = statesChosen(state);
  const not = withoutOf(state.not);
  return {
    dependency: state.dependency,
    backlog: state.backlog,
    branch: state.branch,
    snoozed: state.snoozed,
    proposed: state.proposed,
    ...(text === "" ? {} : { text }),
    ...(state.severity.length === 0 ? {} : { severity: [...state.severity] }),
    ...(states.length === 0 ? {} : { state: states }),
    ...values(state),
    ...(state.ref ? { ref: state.ref.slice(0, 200) } : {}),
    ...(state.due !== null && isDue(state.due) ? { due: state.due } : {}),
    ...(state.reason === null ? {} : { reason: state.reason }),
    ...(state.decidedBy === null ? {} : { decidedBy: state.decidedBy }),
    ...(state.policy !== null && POLICY.test(state.policy) ? { policy: state.policy } : {}),
    ...(Object.keys(not).length === 0 ? {} : { not }),
  };
}

type Texts = Record<"scanner" | "detector" | "path" | "cwe" | "assignee", readonly string[]>;

function values(given: Texts): Pick<FindingFilters, keyof Texts> {
  const some = (list: readonly string[], most: number) =>
    [...new Set(list.map((each) => each.slice(0, most)).filter(Boolean))].slice(0, MOST_VALUES);
  const people = some(given.assignee, 40).filter((each) => each === "me" || each === "none" || MEMBER.test(each));
  const classes = some(given.cwe, 40).map((each) => each.toUpperCase());
  const all = {
    scanner: some(given.scanner, 80),
    detector: some(given.detector, 300),
    path: some(given.path, 1000),
    cwe: classes.filter((each) => CLASS.test(each)),
    assignee: people,
  };
  return Object.fromEntries(Object.entries(all).filter(([, list]) => list.length > 0));
}

/** `severity:info` in the address: what is left out, by filter. */
export function leftOut(not: readonly string[]): Partial<Record<Leavable, string[]>> {
  const all: Partial<Record<Leavable, string[]>> = {};
  for (const each of not) {
    const at = each.indexOf(":");
    const key = LEAVABLE.find((known) => known === each.slice(0, at));
    const value = each.slice(at + 1);
    if (key !== undefined && value !== "") (all[key] ??= []).push(value);
  }
  return all;
}

function withoutOf(not: readonly string[]): NonNullable<FindingFilters["not"]> {
  const { severity = [], state = [], ...rest } = leftOut(not);
  const severities = SEVERITIES.filter((each) => severity.includes(each));
  const states = STATE_CHOICES.filter((each) => each !== "any").filter((each) => state.includes(each));
  const empty: Texts = { scanner: [], detector: [], path: [], cwe: [], assignee: [] };
  return {
    ...(severities.length === 0 ? {} : { severity: severities }),
    ...(states.length === 0 ? {} : { state: states }),
    ...values({ ...empty, ...rest }),
  };
}

/** What a saved view keeps of a list. */
export function savedListOf(state: ListState): SavedList {
  return { filters: filtersOf(state), group: state.group, sort: state.sort };
}

/** The list that a saved view opens. */
export function stateOfSaved({ filters, group, sort }: SavedList): ListState {
  const {
    text,
    state,
    ref,
    due,
    dependency,
    backlog,
    branch,
    snoozed,
    proposed,
    not,
    severity = [],
    ...rest
  } = filters;
  const { reason = null, decidedBy = null, policy = null } = filters;
  const { scanner = [], detector = [], path = [], cwe = [], assignee = [] } = rest;
  const without = LEAVABLE.flatMap((key) => (not?.[key] ?? []).map((value) => `${key}:${value}`));
  return {
    ...{ q: text ?? "", severity, state: state ?? ["any"], scanner, detector, path, cwe, assignee },
    ...{ ref: ref ?? null, due: due ?? null, dependency, backlog, branch, snoozed, proposed },
    ...{ reason, decidedBy, policy, not: without, group, sort },
  };
}

/** The list as it is before anyone narrows it. */
export const PLAIN_LIST: ListState = stateOfSaved({
  filters: { ...PLAIN_FILTERS, state: ["open"] },
  group: null,
  sort: "severity",
});

/** Everything that narrows a list, taken away. */
export const UNNARROWED: Partial<ListState> = (({ group: _group, sort: _sort, ...filters }) => filters)(PLAIN_LIST);

/** The states that a list is narrowed to; none for all of them. */
function statesChosen({ state }: Pick<ListState, "state">): StateFilter[] {
  return state.includes("any") ? [] : state.filter((each) => each !== "any");
}

interface Scope {
  readonly organization: string;
  readonly project: string;
}

/** The input of the list of a project; its first page is prefetched with the same. */
export function listInput({ organization, project }: Scope, state: ListState): ListFindings {
  return { organization, project, filters: filtersOf(state), sort: state.sort, limit: PAGE_SIZE };
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
  const { text, ref, due, not, scanner, detector, path, cwe, assignee, proposed, branch, ...rest } = filtersOf(state);
  const beside = [
    text,
    ref,
    due,
    not,
    scanner,
    detector,
    path,
    cwe,
    assignee,
    rest.reason,
    rest.decidedBy,
    rest.policy,
  ];
  // In the order of days, what has no day is not listed.
  return !proposed && branch === "folded" && state.sort !== "due" && beside.every((filter) => filter === undefined);
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
  const { severity, state: states } = filtersOf(state);
  const isUsual = states?.length === 1 && states[0] === "open";
  return !isUsual || severity !== undefined || !isCountable(state);
}

/** The input of one finding's page: its neighbours are those of the list that its address names. */
export function findingInput(scope: Scope, number: number, state: ListState): GetFinding {
  const { organization, project } = scope;
  return { organization, project, number, within: { filters: filtersOf(state), sort: state.sort } };
}
