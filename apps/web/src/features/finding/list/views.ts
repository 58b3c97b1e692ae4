import type { FindingState } from "@redoubt/domain/finding";
import { type ListState, type StateChoice, shownStates } from "./list-state.ts";

/** A list that one click opens; it replaces state, assignee, backlog, snoozed and proposed and leaves the other filters. */
export interface View {
  readonly id: string;
  readonly label: string;
  readonly state: readonly StateChoice[];
  readonly assignee: "me" | null;
  readonly backlog: "folded" | "only";
  readonly snoozed: "folded" | "only";
  readonly proposed: boolean;
}

const view = (id: string, label: string, state: readonly StateChoice[], over: Partial<View> = {}): View => ({
  id,
  label,
  state,
  assignee: null,
  backlog: "folded",
  snoozed: "folded",
  proposed: false,
  ...over,
});

export const VIEWS: readonly View[] = [
  view("open", "Open", ["open"]),
  view("new", "New", ["new"]),
  view("mine", "Mine", ["open"], { assignee: "me" }),
  view("regressed", "Regressed", ["regressed"]),
  view("fixing", "In fix", ["in-progress", "fix-claimed"]),
  view("proposed", "Proposed", ["open"], { proposed: true }),
  view("accepted", "Acknowledged", ["acknowledged"]),
  view("dismissed", "Dismissed", ["dismissed", "duplicate"]),
  view("closed", "Resolved", ["resolved", "not-observed"]),
  view("backlog", "Backlog", ["open"], { backlog: "only" }),
  view("snoozed", "Snoozed", ["open"], { snoozed: "only" }),
  view("all", "All", ["any"]),
];

type ViewState = Pick<ListState, "state" | "assignee" | "backlog" | "snoozed" | "proposed">;

/** What a click on a view sets. */
export function stateOfView({ state, assignee, backlog, snoozed, proposed }: View): ViewState {
  return { state: [...state], assignee, backlog, snoozed, proposed };
}

/** The view that a list shows, whatever else it is narrowed by. */
export function viewOf(state: ViewState): string | null {
  const found = VIEWS.find(
    (each) =>
      sameMembers(each.state, state.state) &&
      each.assignee === (state.assignee ?? null) &&
      // Shown among the others, they are part of the list that is open.
      (each.backlog === "only") === (state.backlog === "only") &&
      (each.snoozed === "only") === (state.snoozed === "only") &&
      each.proposed === state.proposed,
  );
  return found?.id ?? null;
}

/** The states of a view, one by one. */
export function statesOfView({ state }: View): FindingState[] {
  return shownStates({ state: [...state] });
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
