"use client";
import type { FindingCounts } from "@redoubt/domain/finding";
import { Count, TabNav, TabNavLink } from "@redoubt/ui";
import Link from "next/link";
import { countOf, isCountable, type ListState } from "./list-state.ts";
import { statesOfView, VIEWS, viewOf } from "./views.ts";

export interface ViewTabsProps {
  readonly state: ListState;
  readonly counts: FindingCounts | undefined;
  readonly href: (state: ListState) => string;
}

/** The usual lists as links, each with how many it holds. */
export function ViewTabs({ state, counts, href }: ViewTabsProps) {
  const shown = viewOf(state);
  const known = isCountable({ ...state, assignee: null }) ? counts : undefined;
  return (
    <TabNav label="Views">
      {VIEWS.map((view) => {
        const count = view.assignee === null ? countOf(known, state.severity, statesOfView(view)) : undefined;
        return (
          <TabNavLink key={view.id} current={view.id === shown} asChild>
            <Link href={href({ ...state, state: [...view.state], assignee: view.assignee })} scroll={false}>
              {view.label}
              {count !== undefined && <Count>{count.toLocaleString("en")}</Count>}
            </Link>
          </TabNavLink>
        );
      })}
    </TabNav>
  );
}
