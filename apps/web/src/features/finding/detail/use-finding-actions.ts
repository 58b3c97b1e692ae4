"use client";
import {
  commandsFor,
  type Decision,
  type FindingDetail,
  type FindingState,
  type GetFinding,
  needsSecondPerson,
  TRANSITIONS,
} from "@redoubt/domain/finding";
import { notify, notifyProblem } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import { useTRPC } from "#trpc/client.tsx";
import { DONE_WORDS } from "../decision/choices.ts";
import { findingLabel } from "../words.ts";

/** A decision that was refused, because the finding had changed since it was read. */
export interface Refused {
  readonly decision: Decision;
  /** The finding as the person saw it. */
  readonly seen: FindingDetail;
}

/** Every deed on one finding. Decisions show at once, and go back when the server refuses. */
export function useFindingActions(input: GetFinding, finding: FindingDetail | undefined) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [refused, setRefused] = useState<Refused | null>(null);
  const { queryKey } = trpc.finding.get.queryOptions(input);
  const settings = useQuery(trpc.finding.settings.queryOptions({ organization: input.organization })).data;
  const secondPersonFrom = settings?.secondPersonFrom ?? null;
  const scope = { organization: input.organization, project: input.project };
  const reread = () => client.invalidateQueries(trpc.finding.pathFilter());
  const show = (change: Partial<FindingDetail>) =>
    client.setQueryData(queryKey, (old) => (old === undefined ? old : { ...old, ...change }));
  const tell = (error: unknown) => {
    const { message, requestId } = problemOf(error);
    notifyProblem(message, requestId === null ? {} : { detail: `Reference ${requestId}` });
  };

  const undo = useMutation(
    trpc.finding.undo.mutationOptions({
      onSuccess: (summary) => {
        show(summary);
        const again = finding?.proposal?.mine === true ? "stays as it was" : `is ${summary.state} again`;
        notify(`${findingLabel(input.number)} ${again}.`);
      },
      onError: tell,
      onSettled: reread,
    }),
  );
  const decide = useMutation(
    trpc.finding.decide.mutationOptions({
      onMutate: async ({ decision }) => {
        await client.cancelQueries({ queryKey });
        const seen = client.getQueryData(queryKey);
        const waits = seen !== undefined && needsSecondPerson(decision.command, seen.severity, secondPersonFrom);
        const state = seen === undefined || waits ? null : stateAfter(seen.state, decision);
        if (state !== null)
          show({ state, commands: commandsFor(state).filter((each) => seen?.commands.includes(each)) });
        return { seen };
      },
      onSuccess: ([summary], { decision }) => {
        if (summary !== undefined) show(summary);
        setRefused(null);
        const done = summary?.proposed == null ? DONE_WORDS[decision.command] : "proposed: a second person confirms it";
        notify(`${findingLabel(input.number)} ${done}.`, {
          action: { label: "Undo", onAction: () => undo.mutate({ ...scope, number: input.number }) },
        });
      },
      onError: (error, { decision }, context) => {
        if (context?.seen !== undefined) client.setQueryData(queryKey, context.seen);
        if (problemOf(error).code === "finding.stale" && context?.seen !== undefined) {
          setRefused({ decision: decision as Decision, seen: context.seen });
        } else tell(error);
      },
      onSettled: reread,
    }),
  );
  const assign = useMutation(
    trpc.finding.assign.mutationOptions({
      onSuccess: ([summary]) => summary !== undefined && show(summary),
      onError: tell,
      onSettled: reread,
    }),
  );
  const severity = useMutation(
    trpc.finding.setSeverity.mutationOptions({ onSuccess: show, onError: tell, onSettled: reread }),
  );
  const comment = useMutation(trpc.finding.comment.mutationOptions({ onError: tell, onSettled: reread }));
  const findings = finding === undefined ? [] : [{ number: finding.number, rowVersion: finding.rowVersion }];
  return {
    refused,
    forget: () => setRefused(null),
    busy: decide.isPending || undo.isPending,
    decide: (decision: Decision) => decide.mutate({ ...scope, findings, decision }),
    undo: () => undo.mutate({ ...scope, number: input.number }),
    assign: (assignee: string | null) => assign.mutate({ ...scope, findings, assignee }),
    assigning: assign.isPending,
    severity,
    comment,
    scope,
  };
}

export type FindingActions = ReturnType<typeof useFindingActions>;

/** Where the machine would take a finding; null when only the server knows. */
function stateAfter(from: FindingState, { command }: Pick<Decision, "command">): FindingState | null {
  const row = TRANSITIONS.find((each) => each.command === command && each.from.includes(from));
  return row === undefined || row.to === "before" || row.to === "previous" ? null : row.to;
}
