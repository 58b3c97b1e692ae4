"use client";
import type { FindingDetail, Proposal } from "@redoubt/domain/finding";
import { Button, dateText, notify, notifyProblem, Time } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Undo2, UserCheck } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { SafeMarkdown } from "../markdown.tsx";
import { findingLabel, REASON_WORDS, SEVERITY_WORDS } from "../words.ts";
import type { ProjectScope } from "./use-permissions.ts";
import { WhyForm } from "./why-form.tsx";

export interface ProposalNoticeProps {
  readonly scope: ProjectScope;
  readonly finding: Pick<FindingDetail, "number" | "proposal">;
}

/** A decision that waits for a second person: who wants what and why, and the other half for whoever may do it. */
export function ProposalNotice({ scope, finding }: ProposalNoticeProps) {
  const { proposal } = finding;
  if (proposal === null) return null;
  return (
    <section aria-label="Proposal" className="mb-3 rounded-2 border border-stale bg-warn-soft p-3">
      <p>
        <UserCheck aria-hidden="true" className="mr-1.5 inline size-3.5 align-[-2px] text-warn" />
        <b className="font-medium">{proposerOf(proposal)}</b> proposes to {deedWords(proposal)},{" "}
        <Time value={proposal.at} />. {proposal.token === null ? "A second person" : "A person"} confirms it.
      </p>
      <div className="mt-2 border-l-2 border-line-strong pl-2">
        <SafeMarkdown text={proposal.comment} />
      </div>
      <Answer scope={scope} number={finding.number} proposal={proposal} />
    </section>
  );
}

function proposerOf({ by, token }: Proposal): string {
  return token === null ? by : `The token ${token} of ${by}`;
}

function deedWords({ command, to, owner, until }: Proposal): string {
  if (command === "acknowledge") {
    return `acknowledge it${until === null ? "" : ` until ${dateText(until)}`}${owner === null ? "" : `, with ${owner} as owner`}`;
  }
  if (to === null) return "dismiss it";
  return to in SEVERITY_WORDS
    ? `set the severity to ${SEVERITY_WORDS[to as keyof typeof SEVERITY_WORDS].toLowerCase()}`
    : `dismiss it as ${REASON_WORDS[to as keyof typeof REASON_WORDS]}`;
}

function Answer({ scope, number, proposal }: { scope: ProjectScope; number: number; proposal: Proposal }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [refusing, setRefusing] = useState(false);
  const reread = () => client.invalidateQueries(trpc.finding.pathFilter());
  const tell = (error: unknown) => notifyProblem("Nothing was changed", { detail: problemOf(error).message });
  const say = (words: string) => () => notify(`${findingLabel(number)}: ${words}.`);
  const options = (words: string) => ({ onSuccess: say(words), onError: tell, onSettled: reread });
  const confirm = useMutation(trpc.finding.confirmProposal.mutationOptions(options("the proposal was confirmed")));
  const refuse = useMutation(trpc.finding.refuseProposal.mutationOptions(options("the proposal was refused")));
  const takeBack = useMutation(trpc.finding.undo.mutationOptions(options("the proposal was taken back")));
  const target = { ...scope, proposal: proposal.id };
  const busy = confirm.isPending || refuse.isPending || takeBack.isPending;
  if (proposal.mine) {
    return (
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button busy={busy} aria-keyshortcuts="z" onClick={() => takeBack.mutate({ ...scope, number })}>
          <Undo2 aria-hidden="true" className="size-3.5" />
          Take it back
        </Button>
        {proposal.approvers === 0 && (
          <p className="text-12 text-warn">
            Nobody else here may confirm it. An owner can invite someone, or change from which severity a second person
            is needed.
          </p>
        )}
      </div>
    );
  }
  if (!proposal.mayConfirm) {
    return <p className="mt-2 text-12 text-ink-2">Your role does not confirm this decision.</p>;
  }
  if (refusing) {
    return (
      <div className="mt-2">
        <WhyForm
          verb="Refuse the proposal"
          label="Why not"
          maxLength={10_000}
          busy={busy}
          onSubmit={(comment) => refuse.mutate({ ...target, comment })}
          onBack={() => setRefusing(false)}
        />
      </div>
    );
  }
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      <Button busy={busy} onClick={() => confirm.mutate(target)}>
        Confirm the proposal
      </Button>
      <Button variant="ghost" disabled={busy} onClick={() => setRefusing(true)}>
        Refuse
      </Button>
    </div>
  );
}
