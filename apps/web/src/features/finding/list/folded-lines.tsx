"use client";
import type { FindingCounts } from "@redoubt/domain/finding";
import { Button } from "@redoubt/ui";
import type { ReactNode } from "react";
import { countWords } from "../words.ts";
import { countOf, isCountable, type ListState, shownStates } from "./list-state.ts";
import type { ChangeList } from "./use-list-state.ts";

export interface FoldedLinesProps {
  readonly state: ListState;
  readonly change: ChangeList;
  /** Counts of findings in code of others. */
  readonly others: FindingCounts | undefined;
  /** Counts of what the list is about, the backlog and what is snoozed apart. */
  readonly counts: FindingCounts | undefined;
  /** Restricted findings that the reader may not see. */
  readonly hidden: number;
}

/** What the list does not show, and how to see it. */
export function FoldedLines({ state, change, others, counts, hidden }: FoldedLinesProps) {
  const inDependencies = isCountable(state) ? countOf(others, state.severity, shownStates(state)) : others?.dependency;
  const inBacklog = shownStates(state).includes("new") ? (counts?.backlog ?? 0) : 0;
  const onBranches = counts?.branchOnly ?? 0;
  const snoozed = counts?.snoozed ?? 0;
  return (
    <div className="flex flex-col text-12 text-ink-3">
      {state.backlog === "folded" && inBacklog > 0 && (
        <Line onAct={() => change({ backlog: "shown" })}>
          {inBacklog.toLocaleString("en")} in the backlog, folded away
        </Line>
      )}
      {state.backlog === "shown" && (
        <Line fold onAct={() => change({ backlog: "folded" })}>
          The backlog is shown among the others
        </Line>
      )}
      {state.branch === "folded" && state.ref === null && onBranches > 0 && (
        <Line onAct={() => change({ branch: "shown" })}>
          {onBranches.toLocaleString("en")} only on other branches, in no count
        </Line>
      )}
      {state.branch === "shown" && (
        <Line fold onAct={() => change({ branch: "folded" })}>
          What only other branches show is among the others
        </Line>
      )}
      {state.snoozed === "folded" && snoozed > 0 && (
        <Line onAct={() => change({ snoozed: "shown" })}>{snoozed.toLocaleString("en")} snoozed by you</Line>
      )}
      {state.snoozed === "shown" && (
        <Line fold onAct={() => change({ snoozed: "folded" })}>
          What you snoozed is shown among the others
        </Line>
      )}
      {state.dependency === "folded" && inDependencies !== undefined && inDependencies > 0 && (
        <Line onAct={() => change({ dependency: "shown" })}>
          {isCountable(state)
            ? `${inDependencies.toLocaleString("en")} hidden in dependencies`
            : "What lies in dependencies is hidden"}
        </Line>
      )}
      {state.dependency !== "folded" && (
        <Line fold onAct={() => change({ dependency: "folded" })}>
          {state.dependency === "only" ? "Only code of others is shown" : "Dependencies are shown"}
        </Line>
      )}
      {hidden > 0 && (
        <p className="border-b border-line px-4 py-1.5">
          {countWords(hidden, "restricted finding")} of these severities and states {hidden === 1 ? "is" : "are"} not
          shown to you. An owner or a security lead can see {hidden === 1 ? "it" : "them"}.
        </p>
      )}
    </div>
  );
}

function Line({ fold, onAct, children }: { fold?: boolean; onAct: () => void; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center gap-2 border-b border-line bg-canvas pr-1 pl-4 phone:min-h-touch">
      <span className="min-w-0 flex-1">{children}</span>
      <Button variant="ghost" className="h-6 text-12 text-accent-text phone:h-touch" onClick={onAct}>
        {fold ? "Fold away" : "Show"}
      </Button>
    </div>
  );
}
