"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";

/** Changes one row and reads what becomes of all of them again. */
export function useRowChange(onProblem: (message: string) => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  return useMutation(
    trpc.finding.past.changeRow.mutationOptions({
      onSuccess: () => client.invalidateQueries(trpc.finding.past.pathFilter()),
      onError: (error) => onProblem(problemOf(error).message),
    }),
  );
}
