"use client";
import { notify, notifyProblem } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { COMMAND, type ProjectScope } from "../words.ts";

/** Takes the last decision on a threat back. */
export function useUndo() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  return useMutation(
    trpc.threatModel.undoThreat.mutationOptions({
      onSuccess: async (threat) => {
        await cache.invalidateQueries(trpc.threatModel.pathFilter());
        notify(`T-${threat.number}: the decision is taken back`);
      },
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
}

/** Decides on a threat; the decision can be taken back from the notice. */
export function useMove(scope: ProjectScope) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const undo = useUndo();
  return useMutation(
    trpc.threatModel.moveThreat.mutationOptions({
      onSuccess: async (threat, { command }) => {
        await cache.invalidateQueries(trpc.threatModel.pathFilter());
        notify(`T-${threat.number}: you ${COMMAND[command].did}`, {
          action: { label: "Undo", onAction: () => undo.mutate({ ...scope, number: threat.number }) },
        });
      },
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
}
