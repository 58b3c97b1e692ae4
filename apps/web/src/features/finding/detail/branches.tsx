"use client";
import type { BranchDecision, FindingBranch, FindingDetail } from "@redoubt/domain/finding";
import { Button, dateText, notify, notifyProblem, Popover, SideSection, Tag, Time, WhyButton } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import { useTRPC } from "#trpc/client.tsx";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { SafeMarkdown } from "../markdown.tsx";
import { StateTag } from "../tags.tsx";
import { REASON_WORDS } from "../words.ts";
import { BranchForm } from "./branch-form.tsx";

interface BranchesProps {
  readonly scope: ProjectScope;
  readonly finding: FindingDetail;
  readonly mayDecide: boolean;
  readonly className?: string;
}

/** On which branches it is, and what holds on each; nothing where there is the default one alone. */
export function Branches({ scope, finding, mayDecide, className }: BranchesProps) {
  const { branches } = finding;
  if (branches.every(({ isDefault }) => isDefault)) return null;
  return (
    <SideSection title="Branches" className={className}>
      {finding.branchOnly && (
        <p className="pb-1 text-12 text-ink-2">
          The default branch has not shown it: it is in no count, and no promise runs for it.
        </p>
      )}
      <ul className="divide-y divide-line">
        {branches.map((branch) => (
          <BranchRow key={branch.ref} scope={scope} finding={finding} branch={branch} mayDecide={mayDecide} />
        ))}
      </ul>
    </SideSection>
  );
}

function BranchRow({
  scope,
  finding,
  branch,
  mayDecide,
}: Omit<BranchesProps, "className"> & { branch: FindingBranch }) {
  const { ref, isDefault, present, revision, decision } = branch;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 py-1.5">
      <span className="flex min-w-0 flex-wrap items-center gap-x-2">
        <code className="text-12 wrap-anywhere">{ref}</code>
        {isDefault && <Tag tone="outline">default</Tag>}
      </span>
      <StateTag state={decision?.state ?? finding.state} />
      <span className="text-12 text-ink-3">
        {present ? "there" : "gone"}
        {revision === null ? "" : `, revision ${revision}`}
      </span>
      <span className="flex items-center justify-end gap-2 text-12">
        {decision !== null && <DecisionWhy decision={decision} where={ref} />}
        {mayDecide && !isDefault && <BranchChange scope={scope} finding={finding} branch={branch} />}
      </span>
    </li>
  );
}

function DecisionWhy({ decision, where }: { decision: BranchDecision; where: string }) {
  const { reason, comment, until, by, at } = decision;
  return (
    <Popover trigger={<WhyButton aria-label={`Why on ${where}`}>why</WhyButton>} label={`Why on ${where}`} width={320}>
      <p>
        <b className="font-medium">{by}</b> decided for this branch alone, <Time value={at} />
        {reason === null ? "" : `: ${REASON_WORDS[reason]}`}
        {until === null ? "" : `, until ${dateText(until)}`}.
      </p>
      <div className="mt-2 border-l-2 border-line-strong pl-2">
        <SafeMarkdown text={comment} />
      </div>
    </Popover>
  );
}

function BranchChange({
  scope,
  finding,
  branch,
}: {
  scope: ProjectScope;
  finding: FindingDetail;
  branch: FindingBranch;
}) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const { number } = finding;
  const { ref, decision } = branch;
  const done = (words: string) => ({
    onSuccess: () => {
      notify(words);
      setOpen(false);
    },
    onSettled: () => client.invalidateQueries(trpc.finding.pathFilter()),
  });
  const decide = useMutation(trpc.finding.decideBranch.mutationOptions(done(`Decided for ${ref} alone.`)));
  const clear = useMutation(
    trpc.finding.clearBranch.mutationOptions({
      ...done(`On ${ref} the shared decision holds again.`),
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      label={`Decide for ${ref} alone`}
      width={320}
      trigger={
        <WhyButton aria-label={`Decide for ${ref} alone`}>{decision === null ? "decide here" : "change"}</WhyButton>
      }
    >
      <BranchForm
        key={`${ref} ${isOpen}`}
        branch={branch}
        busy={decide.isPending}
        problem={decide.error === null ? null : problemOf(decide.error).message}
        onDecide={(verdict) => decide.mutate({ ...scope, number, ref, verdict })}
        onClose={() => setOpen(false)}
      />
      {decision !== null && (
        <Button
          variant="ghost"
          className="mt-2"
          busy={clear.isPending}
          onClick={() => clear.mutate({ ...scope, number, ref })}
        >
          Let the shared decision hold
        </Button>
      )}
    </Popover>
  );
}
