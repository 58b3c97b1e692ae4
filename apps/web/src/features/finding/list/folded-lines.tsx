"use client";
import type { FindingCounts } from "@redoubt/domain/finding";
import { Button } from "@redoubt/ui";
import { countWords } from "../words.ts";
import { countOf, isCountable, type ListState, shownStates } from "./list-state.ts";
import type { ChangeList } from "./use-list-state.ts";

export interface FoldedLinesProps {
  readonly state: ListState;
  readonly change: ChangeList;
  /** Counts of findings in code of others. */
  readonly others: FindingCounts | undefined;
  /** Counts of what the list is about, the backlog apart. */
  readonly counts: FindingCounts | undefined;
  /** Restricted findings that the reader may not see. */
  readonly hidden: number;
}

/** What the list does not show, and how to see it. */
export function FoldedLines({ state, change, others, counts, hidden }: FoldedLinesProps) {
  const folded = isCountable(state) ? countOf(others, state.severity, shownStates(state)) : others?.dependency;
  const isFolded = state.dependency === "folded" && folded !== undefined && folded > 0;
  const inBacklog = shownStates(state).includes("new") ? (counts?.backlog ?? 0) : 0;
  const isBacklogFolded = state.backlog === "folded" && inBacklog > 0;
  if (!isFolded && !isBacklogFolded && hidden === 0 && state.dependency === "folded" && state.backlog !== "shown")
    return null;
  return (
    <div className="flex flex-col text-ink-2">
      {isBacklogFolded && (
        <div className="flex min-h-9 items-center gap-2 border-b border-line px-6 phone:px-4">
          <span>{inBacklog.toLocaleString("en")} in the backlog, folded away</span>
          <Button variant="ghost" className="text-accent-text" onClick={() => change({ backlog: "shown" })}>
            Show
          </Button>
        </div>
      )}
      {state.backlog === "shown" && (
        <div className="flex min-h-9 items-center gap-2 border-b border-line px-6 phone:px-4">
          <span>The backlog is shown among the others</span>
          <Button variant="ghost" className="text-accent-text" onClick={() => change({ backlog: "folded" })}>
            Fold away
          </Button>
        </div>
      )}
      {isFolded && (
        <div className="flex min-h-9 items-center gap-2 border-b border-line px-6 phone:px-4">
          <span>
            {isCountable(state)
              ? `${folded.toLocaleString("en")} in dependencies hidden`
              : "Findings in dependencies are hidden"}
          </span>
          <Button variant="ghost" className="text-accent-text" onClick={() => change({ dependency: "shown" })}>
            Show
          </Button>
        </div>
      )}
      {state.dependency !== "folded" && (
        <div className="flex min-h-9 items-center gap-2 border-b border-line px-6 phone:px-4">
          <span>{state.dependency === "only" ? "Only code of others is shown" : "Dependencies are shown"}</span>
          <Button variant="ghost" className="text-accent-text" onClick={() => change({ dependency: "folded" })}>
            Fold away
          </Button>
        </div>
      )}
      {hidden > 0 && (
        <p className="flex min-h-9 items-center border-b border-line px-6 phone:px-4">
          {countWords(hidden, "restricted finding")} of these severities and states {hidden === 1 ? "is" : "are"} not
          shown to you. An owner or a security lead can see {hidden === 1 ? "it" : "them"}.
        </p>
      )}
    </div>
  );
}
