"use client";
import { Button, Callout, Loading, Section, Skeleton, Split } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { NotFoundScreen, paths } from "#features/frame/index.ts";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { useTRPC } from "#trpc/client.tsx";
import { type Choice, choicesFor, isImmediate } from "../decision/choices.ts";
import { type ProjectScope, usePermissions, useSelf } from "../decision/use-permissions.ts";
import { findingInput, listQuery } from "../list/list-state.ts";
import { useListState } from "../list/use-list-state.ts";
import { SafeMarkdown } from "../markdown.tsx";
import { findingLabel } from "../words.ts";
import { CodeSection } from "./code-section.tsx";
import { CommentForm } from "./comment-form.tsx";
import { DecisionPanel } from "./decision-panel.tsx";
import { FindingHeader } from "./finding-header.tsx";
import { History } from "./history.tsx";
import { SameFinding } from "./same-finding.tsx";
import { useFindingActions } from "./use-finding-actions.ts";
import { useFindingKeys } from "./use-finding-keys.ts";
import { WhySection } from "./why-section.tsx";

export interface FindingScreenProps {
  readonly scope: ProjectScope;
  readonly number: number;
}

/** One finding: why we believe it, its code, what to do about it; beside it the decision and everything that happened. */
export function FindingScreen({ scope, number }: FindingScreenProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const [list] = useListState();
  const input = findingInput(scope, number, list);
  const options = trpc.finding.get.queryOptions(input);
  useLiveQueries(["finding"], [options.queryKey]);
  const { data: finding, error, refetch } = useQuery(options);
  const permissions = usePermissions(scope);
  const self = useSelf(scope.organization);
  const people = useQuery(trpc.finding.assignees.queryOptions(scope)).data ?? [];
  const actions = useFindingActions(input, finding);
  const [open, setOpen] = useState<Choice | null>(null);
  const choose = (choice: Choice) => {
    if (actions.busy) return;
    if (choice.command === "dismiss" || choice.command === "acknowledge" || choice.command === "duplicate")
      setOpen(choice);
    else actions.decide({ command: choice.command });
  };
  const here = paths.projectSlice(scope.organization, scope.project, "finding");
  const query = listQuery(list);
  useFindingKeys(finding, {
    onChoose: choose,
    onUndo: actions.undo,
    onGo: (next) => router.push(`${here}/${findingLabel(next)}${query}`),
    onLeave: () => router.push(`${here}${query}`),
  });

  if (finding === undefined) {
    if (error === null) return <FindingSkeleton />;
    const problem = problemOf(error);
    if (problem.code === "finding.not-found") return <NotFoundScreen framed />;
    return (
      <Section className="pt-4">
        <Callout
          title="The finding could not be read"
          actions={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {problem.message} {problem.requestId !== null && `Reference ${problem.requestId}.`}
        </Callout>
      </Section>
    );
  }
  const [primary] = choicesFor(finding.commands, [finding.state]);
  return (
    <div className="flex min-h-full flex-col">
      <FindingHeader scope={scope} finding={finding} query={query} />
      <Split
        sideLabel="Decision and history"
        className="phone:pb-20"
        side={
          <>
            <DecisionPanel
              finding={finding}
              actions={actions}
              people={people}
              self={self}
              permissions={permissions}
              open={open}
              onChoose={choose}
              onClose={() => setOpen(null)}
            />
            {permissions.has("finding:comment") && <CommentForm number={number} actions={actions} />}
            <History scope={scope} history={finding.history} />
            <SameFinding scope={scope} finding={finding} />
          </>
        }
      >
        <WhySection scope={scope} finding={finding} permissions={permissions} />
        <CodeSection scope={scope} finding={finding} />
        <Section title="Description">
          <SafeMarkdown text={finding.description} />
        </Section>
        {finding.advice !== null && finding.advice !== "" && (
          <Section title="Fix advice">
            <SafeMarkdown text={finding.advice} />
          </Section>
        )}
      </Split>
      {primary !== undefined && (
        <nav
          aria-label="Act"
          className="no-print fixed inset-x-0 bottom-0 z-20 hidden grid-cols-[1fr_2fr] gap-2 border-t border-line-strong bg-surface px-4 pt-2 pb-4 phone:grid"
        >
          <Link href="#decision" className="btn btn-lg">
            More
          </Link>
          <Button
            size="lg"
            variant="primary"
            busy={actions.busy && isImmediate(primary)}
            onClick={() => {
              choose(primary);
              if (!isImmediate(primary)) document.getElementById("decision")?.scrollIntoView();
            }}
          >
            {primary.label}
          </Button>
        </nav>
      )}
    </div>
  );
}

function FindingSkeleton() {
  return (
    <Loading label="The finding is loading" className="flex flex-col gap-3 px-6 pt-5 phone:px-4">
      <Skeleton width={180} />
      <Skeleton width="45%" />
      <Skeleton width="80%" className="mt-8" />
      <Skeleton width="70%" />
      <Skeleton width="75%" />
    </Loading>
  );
}
