"use client";
import { Button, Callout, Loading, notify, Section, Skeleton, Split } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useSyncExternalStore } from "react";
import { NotFoundScreen, paths } from "#features/frame/index.ts";
import { problemOf } from "#trpc/problem.ts";
import { useTRPC } from "#trpc/client.tsx";
import { CodeSection } from "../code/code-section.tsx";
import { placesOf } from "../code/code-windows.ts";
import { useCopies } from "../code/use-copies.ts";
import { type Choice, choicesFor, isImmediate } from "../decision/choices.ts";
import { type ProjectScope, usePermissions, useSelf } from "../decision/use-permissions.ts";
import { useDeeds } from "../deeds/use-deeds.ts";
import { KeyHelp } from "../keys/key-help.tsx";
import { decisionDeeds, openTrigger, useKeys } from "../keys/use-keys.ts";
import { findingInput, listQuery } from "../list/list-state.ts";
import { useListState } from "../list/use-list-state.ts";
import { SafeMarkdown } from "../markdown.tsx";
import { Board } from "../triage/board.ts";
import { stepFrom } from "../triage/step-from.ts";
import { findingLabel } from "../words.ts";
import { Branches } from "./branches.tsx";
import { CommentForm } from "./comment-form.tsx";
import { DecisionPanel } from "./decision-panel.tsx";
import { FindingHeader } from "./finding-header.tsx";
import { History } from "./history.tsx";
import { SameFinding } from "./same-finding.tsx";
import { useFinding } from "./use-finding.ts";
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
  const board = useOwnBoard();
  const deeds = useDeeds({
    organization: scope.organization,
    board,
    onDone: ({ words, undo }) => notify(words, undo === null ? {} : { action: { label: "Undo", onAction: undo } }),
    onShow: () => undefined,
  });
  const { finding, error, retry, actions } = useFinding(
    scope,
    number,
    board,
    deeds,
    findingInput(scope, number, list).within,
  );
  const permissions = usePermissions(scope);
  const self = useSelf(scope.organization);
  const people = useQuery(trpc.finding.assignees.queryOptions(scope)).data ?? [];
  const copies = useCopies(scope, finding);
  const [open, setOpen] = useState<Choice | null>(null);
  const [helps, setHelps] = useState(false);
  const [step, setStep] = useState<number | null>(null);
  const choose = (choice: Choice) => {
    if (actions.busy) return;
    if (choice.command === "dismiss" || choice.command === "acknowledge" || choice.command === "duplicate")
      setOpen(choice);
    else actions.decide({ command: choice.command });
  };
  const here = paths.projectSlice(scope.organization, scope.project, "finding");
  const query = listQuery(list);
  const goTo = (next: number | null | undefined) =>
    next == null ? undefined : () => router.push(`${here}/${findingLabel(next)}${query}`);
  const steps = finding === undefined ? 0 : (placesOf(finding.occurrences)[0]?.flow.length ?? 0);
  useKeys("page", {
    ...decisionDeeds(finding?.commands ?? [], finding === undefined ? [] : [finding.state], choose),
    "next-page": goTo(finding?.next),
    "previous-page": goTo(finding?.previous),
    back: () => router.push(`${here}${query}`),
    undo: finding?.undoTo != null || finding?.proposal?.mine === true ? actions.undo : undefined,
    assign: () => openTrigger("[data-owner] button"),
    severity: () => document.querySelector<HTMLElement>("[data-severity-change]")?.click(),
    snooze: () => openTrigger("[data-snooze]"),
    comment: () => document.querySelector<HTMLElement>("[data-comment]")?.focus(),
    merge: () => document.querySelector<HTMLElement>("[data-pair-same]")?.click(),
    part: () => document.querySelector<HTMLElement>("[data-pair-apart]")?.click(),
    split: () => document.querySelector<HTMLElement>("[data-split]")?.click(),
    editor: () => document.querySelector<HTMLElement>("[data-editor]")?.click(),
    context: finding === undefined ? undefined : copies.copyContext,
    link: finding === undefined ? undefined : copies.copyLink,
    "next-step": steps === 0 ? undefined : () => setStep(stepFrom(step, 1, steps)),
    "previous-step": steps === 0 ? undefined : () => setStep(stepFrom(step, -1, steps)),
    help: () => setHelps(true),
  });

  if (finding === undefined) {
    if (error === null) return <FindingSkeleton />;
    const problem = problemOf(error);
    if (problem.code === "finding.not-found") return <NotFoundScreen framed />;
    return (
      <Section className="pt-4">
        <Callout title="The finding could not be read" actions={<Button onClick={retry}>Try again</Button>}>
          {problem.message} {problem.requestId !== null && `Reference ${problem.requestId}.`}
        </Callout>
      </Section>
    );
  }
  const [primary] = choicesFor(finding.commands, [finding.state]);
  return (
    <div className="flex min-h-full flex-col">
      <FindingHeader scope={scope} finding={finding} query={query} copies={copies} />
      <KeyHelp place="page" open={helps} onOpenChange={setHelps} />
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
            {permissions.has("finding:comment") && <CommentForm actions={actions} />}
            <Branches scope={scope} finding={finding} mayDecide={permissions.has("finding:triage")} />
            <History scope={scope} history={finding.history} />
            <SameFinding scope={scope} finding={finding} />
          </>
        }
      >
        <WhySection scope={scope} finding={finding} permissions={permissions} />
        <CodeSection scope={scope} finding={finding} step={step} />
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

/** A board of one: what is done here shows at once and goes back when it is refused, as in a list. */
function useOwnBoard(): Board {
  const [board] = useState(
    () => new Board({ view: "page", grouped: false, sort: "severity", everywhere: false, takes: () => true }),
  );
  useSyncExternalStore(
    board.subscribe,
    () => board.version,
    () => board.version,
  );
  return board;
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
