"use client";
import { Button, notify, notifyProblem } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type RouterOutputs, useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";

export type Overview = RouterOutputs["threatModel"]["overview"];

export interface DraftButtonProps {
  readonly scope: ProjectScope;
  readonly overview: Overview;
  /** There is a model already: what is new in the code is added to it. */
  readonly again?: boolean;
}

/** True while the worker reads the code for a draft. */
export function isReading({ reading }: Overview): boolean {
  return reading?.state === "queued" || reading?.state === "running";
}

/** Stops the reading that waits or runs. */
export function CancelButton({ scope }: { readonly scope: ProjectScope }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const cancel = useMutation(
    trpc.threatModel.cancelReading.mutationOptions({
      onSuccess: () => notify("The reading is cancelled"),
      onError: (error) => notifyProblem(problemOf(error).message),
      onSettled: () => cache.invalidateQueries(trpc.threatModel.overview.queryFilter(scope)),
    }),
  );
  return (
    <Button busy={cancel.isPending} onClick={() => cancel.mutate({ ...scope })}>
      Cancel the reading
    </Button>
  );
}

/** Asks for a draft from the newest code. */
export function DraftButton({ scope, overview, again }: DraftButtonProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const draft = useMutation(
    trpc.threatModel.requestDraft.mutationOptions({
      onSuccess: async ({ revision }) => {
        await cache.invalidateQueries(trpc.threatModel.overview.queryFilter(scope));
        notify(`Revision ${revision} is being read`);
      },
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  if (overview.revision === null) return null;
  return (
    <Button
      variant={again ? "default" : "primary"}
      busy={draft.isPending || isReading(overview)}
      onClick={() => draft.mutate({ ...scope })}
    >
      {again ? "Read the code again" : "Draft from code"}
    </Button>
  );
}
