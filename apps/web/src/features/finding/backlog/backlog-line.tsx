"use client";
import { Button, dateText, notify, notifyProblem } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import { countWords } from "../words.ts";

/** Above the backlog: when it was adopted and by whom, how much of it is left, and the way back. */
export function BacklogLine({ scope, onMoved }: { scope: ProjectScope; onMoved: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { organization, project } = scope;
  const { data } = useQuery(trpc.finding.backlog.queryOptions({ organization, project }));
  const mayUndo = usePermissions(scope).has("finding:acknowledge");
  const undo = useMutation(
    trpc.finding.undoBacklog.mutationOptions({
      onSuccess: ({ restored }) => {
        onMoved();
        notify(`${countWords(restored, "finding")} open again.`);
      },
      onError: (error) => notifyProblem("Nothing was changed", { detail: problemOf(error).message }),
      onSettled: () => client.invalidateQueries({ queryKey: trpc.finding.pathKey() }),
    }),
  );
  const backlog = data?.backlog ?? null;
  if (backlog === null) return null;
  const left = backlog.findings + backlog.dependency;
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-2 border-t border-line px-6 text-12 text-ink-2 phone:px-4">
      <span>
        {countWords(backlog.adopted, "finding")} adopted on {dateText(backlog.adoptedAt)} by{" "}
        {backlog.adoptedBy ?? "Redoubt"}, {left.toLocaleString("en")} left. One comes back when its function is changed.
      </span>
      {mayUndo && left > 0 && (
        <Button variant="ghost" busy={undo.isPending} onClick={() => undo.mutate(scope)}>
          <Undo2 aria-hidden="true" className="size-3.5" />
          Undo: open {countWords(left, "finding")} again
        </Button>
      )}
    </div>
  );
}
