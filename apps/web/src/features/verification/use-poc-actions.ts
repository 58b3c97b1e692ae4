"use client";
import { notify, notifyProblem } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { problemOf } from "#trpc/problem.ts";
import { useTRPC } from "#trpc/client.tsx";

export interface ProjectScope {
  readonly organization: string;
  readonly project: string;
}

/** Asking for runs and cancelling them, with the words that follow. */
export function usePocActions(scope: ProjectScope) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const reread = () => client.invalidateQueries(trpc.verification.pathFilter());
  const onError = (error: unknown) => {
    const { message, requestId } = problemOf(error);
    notifyProblem(message, requestId === null ? {} : { detail: `Reference ${requestId}` });
  };
  const request = useMutation(
    trpc.verification.requestRuns.mutationOptions({
      onSuccess: ({ requested }) => {
        notify(
          requested === 0
            ? "These runs already wait in the queue."
            : `${requested} ${requested === 1 ? "run" : "runs"} asked for.`,
        );
        return reread();
      },
      onError,
    }),
  );
  const cancel = useMutation(
    trpc.verification.cancelRun.mutationOptions({
      onSuccess: () => {
        notify("The run was cancelled.");
        return reread();
      },
      onError,
    }),
  );
  return {
    busy: request.isPending,
    cancelling: cancel.isPending,
    run: (poc: number, revisions?: readonly number[]) =>
      request.mutate({ ...scope, poc, ...(revisions === undefined ? {} : { revisions: [...revisions] }) }),
    cancel: (runId: string) => cancel.mutate({ ...scope, runId }),
  };
}
