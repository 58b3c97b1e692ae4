import type { FindingFilters, SavedView } from "@redoubt/domain/finding";
import { filtersOf, type ListState, PLAIN_LIST, savedListOf, stateOfSaved } from "./list-state.ts";

/** A list that one click opens. */
export interface View {
  readonly id: string;
  readonly label: string;
  /** What the list is narrowed to; grouping and order stay as they are, unless it was saved with them. */
  readonly list: ListState;
  /** Stands beside the filters; the others are behind "More". */
  readonly main?: boolean;
  readonly saved?: SavedView;
}

const view = (id: string, label: string, over: Partial<ListState>, main = false): View => ({
  id,
  label,
  list: { ...PLAIN_LIST, ...over },
  main,
});

/** The lists that everyone has. */
export const VIEWS: readonly View[] = [
  view("open", "Open", {}, true),
  view("new", "New", { state: ["new"] }, true),
  view("mine", "Mine", { assignee: ["me"] }, true),
  view("regressed", "Regressed", { state: ["regressed"] }, true),
  view("overdue", "Overdue", { due: "overdue" }, true),
  view("week", "Due this week", { due: "week" }),
  view("fixing", "In fix", { state: ["in-progress", "fix-claimed"] }),
  view("proposed", "Proposed", { proposed: true }),
  view("accepted", "Acknowledged", { state: ["acknowledged"] }),
  view("dismissed", "Dismissed", { state: ["dismissed", "duplicate"] }),
  view("closed", "Resolved", { state: ["resolved", "not-observed"] }),
  view("backlog", "Backlog", { backlog: "only" }),
  view("snoozed", "Snoozed", { snoozed: "only" }),
  view("all", "All", { state: ["any"] }),
];

/** Saved views as the bar shows them. */
export function savedAsViews(saved: readonly SavedView[]): View[] {
  return saved.map((each) => ({ id: each.id, label: each.name, list: stateOfSaved(each.list), saved: each }));
}

/** The view that a list shows; null when it is none of them. */
export function viewOf(state: ListState, views: readonly View[] = VIEWS): View | null {
  const own = canonical(filtersOf(state));
  return (
    views.find(
      ({ list, saved }) =>
        canonical(filtersOf(list)) === own &&
        (saved === undefined || (list.group === state.group && list.sort === state.sort)),
    ) ?? null
  );
}

/** The list that a view opens from another one. */
export function stateOfView(view: View, from: ListState): ListState {
  if (view.saved !== undefined) return view.list;
  // What is past its day is read by day, and no other list is.
  const sort = view.list.due === null ? (from.sort === "due" ? "severity" : from.sort) : "due";
  return { ...view.list, group: from.group, sort };
}

/** True when a list is what was saved, so that there is nothing to save. */
export function isSaved(state: ListState, saved: SavedView): boolean {
  return canonical(savedListOf(state)) === canonical(saved.list);
}

/** The same text for lists that hold the same, in whatever order it is written. */
function canonical(value: FindingFilters | SavedView["list"]): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])].map(sorted).sort();
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
