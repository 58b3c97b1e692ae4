"use client";
import { notifyProblem } from "@redoubt/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { below, type ProjectScope } from "../words.ts";

/** Freezes a report of a kind and opens it. */
export function useCreateReport(scope: ProjectScope) {
  const trpc = useTRPC();
  const router = useRouter();
  const then = {
    onSuccess: (report: { number: number }) => router.push(below(scope, `report/${report.number}`)),
    onError: (error: unknown) => notifyProblem(problemOf(error).message),
  };
  return {
    risk: useMutation(trpc.report.create.mutationOptions(then)),
    known: useMutation(trpc.report.createKnownIssues.mutationOptions(then)),
    model: useMutation(trpc.report.createThreatModel.mutationOptions(then)),
    finding: useMutation(trpc.report.createForFinding.mutationOptions({ onSuccess: then.onSuccess })),
  };
}
