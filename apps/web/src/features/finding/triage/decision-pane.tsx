"use client";
import { Callout, Button, Loading, Skeleton } from "@redoubt/ui";
import Link from "next/link";
import { problemOf } from "#trpc/problem.ts";
import { Branches } from "../detail/branches.tsx";
import { CommentForm } from "../detail/comment-form.tsx";
import { DecisionPanel, type DecisionPanelProps } from "../detail/decision-panel.tsx";
import { SeverityChange, SeverityWhy } from "../detail/facts.tsx";
import { History } from "../detail/history.tsx";
import { SameFinding } from "../detail/same-finding.tsx";
import type { ShownFinding } from "../detail/use-finding.ts";
import { SeverityLevel, StateTag } from "../tags.tsx";
import { findingLabel, REASON_WORDS } from "../words.ts";

export interface DecisionPaneProps extends Omit<DecisionPanelProps, "finding" | "actions" | "compact"> {
  readonly shown: ShownFinding;
  readonly href: string;
}

/** What is so about the selected finding, what one can decide, and everything that happened. */
export function DecisionPane(props: DecisionPaneProps) {
  const { shown, href, permissions } = props;
  const { finding, error, retry, actions } = shown;
  if (finding === undefined) {
    return error == null ? <PaneSkeleton /> : <PaneProblem error={error} onRetry={retry} />;
  }
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto [scrollbar-width:thin]">
        <header className="px-4 pt-3">
          <div className="flex min-h-6 flex-wrap items-center gap-2 text-ink-3">
            <Link href={href} className="tabular-nums hover:underline" title="Open the finding's own page">
              {findingLabel(finding.number)}
            </Link>
            <StateTag state={finding.state} />
            {finding.reason !== null && <span className="text-12">{REASON_WORDS[finding.reason]}</span>}
            <span className="ml-auto flex items-center gap-2">
              <SeverityLevel severity={finding.severity} />
              <SeverityWhy finding={finding} />
              {permissions.has("finding:triage") && <SeverityChange finding={finding} actions={actions} />}
            </span>
          </div>
          <h2 className="mt-1 text-16 font-semibold wrap-anywhere">{finding.title}</h2>
        </header>
        <DecisionPanel
          finding={finding}
          actions={actions}
          people={props.people}
          self={props.self}
          permissions={permissions}
          open={props.open}
          onChoose={props.onChoose}
          onClose={props.onClose}
          compact
        />
        <Branches
          scope={actions.scope}
          finding={finding}
          mayDecide={permissions.has("finding:triage")}
          className="px-4"
        />
        <History scope={actions.scope} history={finding.history} className="px-4" />
        <SameFinding scope={actions.scope} finding={finding} className="px-4" />
      </div>
      {permissions.has("finding:comment") && <CommentForm key={finding.id} actions={actions} compact />}
    </>
  );
}

function PaneSkeleton() {
  return (
    <Loading label="The decision is loading" className="flex flex-col gap-3 px-4 pt-4">
      <Skeleton width="50%" />
      <Skeleton width="90%" />
      <Skeleton width="70%" className="mt-4" />
      <Skeleton width="60%" />
      <Skeleton width="75%" />
    </Loading>
  );
}

function PaneProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { code, message, requestId } = problemOf(error);
  return (
    <div className="p-4">
      {code === "finding.not-found" ? (
        <p className="text-ink-2">There is no such finding here for you.</p>
      ) : (
        <Callout title="The finding could not be read" actions={<Button onClick={onRetry}>Try again</Button>}>
          {message} {requestId !== null && `Reference ${requestId}.`}
        </Callout>
      )}
    </div>
  );
}
