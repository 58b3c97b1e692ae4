"use client";
import type { FindingCounts } from "@redoubt/domain/finding";
import { Count, TabNav, TabNavLink } from "@redoubt/ui";
import Link from "next/link";
import { countOf, isCountable, type ListState } from "./list-state.ts";
import { stateOfView, statesOfView, type View, VIEWS, viewOf } from "./views.ts";

export interface ViewTabsProps {
  readonly state: ListState;
  readonly counts: FindingCounts | undefined;
  readonly href: (state: ListState) => string;
}

/** The usual lists as links, each with how many it holds. */
export function ViewTabs({ state, counts, href }: ViewTabsProps) {
  const shown = viewOf(state);
  const known = isCountable({ ...state, assignee: null, proposed: false }) ? counts : undefined;
  return (
    <TabNav label="Views">
      {VIEWS.map((view) => {
        const count = countOfView(view, known, state);
        return (
          <TabNavLink key={view.id} current={view.id === shown} asChild>
            <Link href={href({ ...state, ...stateOfView(view) })} scroll={false}>
              {view.label}
              {count !== undefined && <Count>{count.toLocaleString("en")}</Count>}
            </Link>
          </TabNavLink>
        );
      })}
    </TabNav>
  );
}

function countOfView(view: View, known: FindingCounts | undefined, state: ListState): number | undefined {
  if (known === undefined || view.assignee !== null) return undefined;
  if (view.snoozed === "only") return state.severity.length === 0 ? known.snoozed : undefined;
  if (view.proposed) return state.severity.length === 0 ? known.proposed : undefined;
  if (view.backlog === "folded") return countOf(known, state.severity, statesOfView(view));
  const { backlog, backlogBySeverity } = known;
  if (state.severity.length === 0) return backlog;
  return state.severity.reduce((sum, severity) => sum + backlogBySeverity[severity], 0);
}
