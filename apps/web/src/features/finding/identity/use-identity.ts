"use client";
import { notify, notifyProblem } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { findingLabel } from "../words.ts";

type Numbers = [number, number];

export interface IdentityDeeds {
  readonly busy: boolean;
  decide(numbers: Numbers, verdict: "same" | "apart"): void;
  /** Takes the last decision about a pair back. */
  undo(numbers: Numbers): void;
  split(number: number, scanner: string, title: string): void;
}

/** Says of findings that they are one or two; each deed can be undone where it is told. */
export function useIdentity(
  { organization, project }: ProjectScope,
  onDone?: (numbers: Numbers) => void,
): IdentityDeeds {
  const trpc = useTRPC();
  const client = useQueryClient();
  const onError = (error: unknown) => notifyProblem("Nothing was changed", { detail: problemOf(error).message });
  const onSettled = () => client.invalidateQueries({ queryKey: trpc.finding.pathKey() });
  const take = useMutation(trpc.finding.decidePair.mutationOptions({ onError, onSettled }));
  const back = useMutation(trpc.finding.undoPair.mutationOptions({ onError, onSettled }));
  const apart = useMutation(trpc.finding.split.mutationOptions({ onError, onSettled }));
  const scope = { organization, project };
  const undo = (numbers: Numbers) => back.mutate({ ...scope, numbers });
  const undoable = (words: string, onAction: () => void) => notify(words, { action: { label: "Undo", onAction } });
  return {
    busy: take.isPending || back.isPending || apart.isPending,
    undo,
    decide: (numbers, verdict) =>
      take.mutate(
        { ...scope, numbers, verdict },
        {
          onSuccess: ({ kept }) => {
            const names = numbers.map(findingLabel).join(" and ");
            const words = kept === null ? `${names} stay apart.` : `${names} are one: ${findingLabel(kept)}.`;
            undoable(words, () => undo(numbers));
            onDone?.(numbers);
          },
        },
      ),
    split: (number, scanner, title) =>
      apart.mutate(
        { ...scope, number, scanner },
        {
          onSuccess: (made) =>
            undoable(`What ${title} reports is ${findingLabel(made.number)} now.`, () =>
              take.mutate({ ...scope, numbers: [number, made.number], verdict: "same" }),
            ),
        },
      ),
  };
}
