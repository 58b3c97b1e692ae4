"use client";
import { Button, EmptyState, LinkButton } from "@redoubt/ui";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { isNarrowed, type ListState, UNNARROWED } from "./list-state.ts";
import { viewOf } from "./views.ts";
import type { ChangeList } from "./use-list-state.ts";

const NOTHING_UNDER: Readonly<Record<string, string>> = {
  backlog: "Nothing was adopted as known, or everything that was has come back or was decided on.",
  snoozed: "You have put nothing off.",
  proposed: "No decision waits for a second person.",
  mine: "Nothing that is open was given to you.",
  overdue: "Nothing that is open is past its day. Days are promised by severity, in the settings.",
  week: "Nothing that is open is due in the next seven days.",
};

export interface EmptyListProps {
  readonly state: ListState;
  readonly change: ChangeList;
  /** All findings there are, in any state; undefined while it is not known. */
  readonly total: number | undefined;
  /** Null over all projects. */
  readonly scope: ProjectScope | null;
  readonly permissions: ReadonlySet<string>;
}

/** Says why nothing is listed, and what to do. */
export function EmptyList({ state, change, total, scope, permissions }: EmptyListProps) {
  if (total === 0 && scope !== null) return <NothingYet scope={scope} permissions={permissions} />;
  if (total === 0) {
    return (
      <EmptyState title="No finding in any project">
        Findings of all projects stand here, worst first. They come from scans, from reports that you upload, and from
        people. Open a project and connect its code to begin.
      </EmptyState>
    );
  }
  const view = viewOf(state);
  if (view !== null && view.id !== "open") {
    const { id, label } = view;
    return (
      <EmptyState
        compact
        title={`Nothing under “${label}”`}
        actions={<Button onClick={() => change(UNNARROWED)}>Show what is open</Button>}
      >
        {NOTHING_UNDER[id] ?? "No finding is in this state now."}
      </EmptyState>
    );
  }
  if (isNarrowed(state)) {
    return (
      <EmptyState
        compact
        title="No finding fits these filters"
        actions={<Button onClick={() => change(UNNARROWED)}>Take the filters away</Button>}
      >
        {state.dependency === "folded"
          ? "Findings in code of others are folded away; they may be among those."
          : "Take one away, or look among all states."}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      compact
      title="Nothing is open"
      actions={<Button onClick={() => change({ state: ["any"] })}>Show all states</Button>}
    >
      Every finding of our own code was decided on, or is gone with evidence. That says nothing about what no scanner
      and no person has looked at.
    </EmptyState>
  );
}

function NothingYet({ scope, permissions }: { scope: ProjectScope; permissions: ReadonlySet<string> }) {
  const mayConnect = permissions.has("source:write");
  const mayRecord = permissions.has("finding:record");
  const here = paths.projectSlice(scope.organization, scope.project, "finding");
  return (
    <EmptyState
      title="No findings yet"
      actions={
        <>
          {mayConnect && (
            <LinkButton asChild variant="primary">
              <Link href={paths.projectSlice(scope.organization, scope.project, "source")}>Connect code</Link>
            </LinkButton>
          )}
          {mayRecord && (
            <>
              <LinkButton asChild>
                <Link href={`${here}/past`}>Bring your past</Link>
              </LinkButton>
              <LinkButton asChild>
                <Link href={`${here}/new`}>Record one by hand</Link>
              </LinkButton>
            </>
          )}
        </>
      }
    >
      What scanners, audits and people found in this project stands here, worst first, with the code beside it and the
      reason for every decision. Connect the code and scan it, upload a report, bring what an audit found, or record
      what you know.
    </EmptyState>
  );
}
