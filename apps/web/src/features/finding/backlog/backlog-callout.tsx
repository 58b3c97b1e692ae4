"use client";
import type { BacklogQuestion } from "@redoubt/domain/finding";
import { Button, Callout, notify, notifyProblem } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { type ProjectScope, usePermissions } from "../decision/use-permissions.ts";
import { countWords, SEVERITY_WORDS } from "../words.ts";

export interface BacklogCalloutProps {
  readonly scope: ProjectScope;
  readonly className?: string;
  /** Findings went into the backlog, or came back. */
  readonly onMoved?: () => void;
}

/** The question after the first scan: what was there before, as one backlog, or everything open. */
export function BacklogCallout({ scope, className, onMoved }: BacklogCalloutProps) {
  const trpc = useTRPC();
  const { organization, project } = scope;
  const reading = trpc.finding.backlog.queryOptions({ organization, project });
  useLiveQueries(["finding", "scan"], [reading.queryKey]);
  const { data } = useQuery(reading);
  const mayAnswer = usePermissions(scope).has("finding:acknowledge");
  const { adopt, decline, busy } = useAnswers(scope, onMoved);
  const question = data?.question ?? null;
  if (question === null) return null;
  return (
    <Callout
      tone="note"
      title={`${amountWords(question)} in code older than today. Adopt as backlog?`}
      actions={
        mayAnswer && (
          <>
            <Button busy={busy} onClick={adopt}>
              Adopt as backlog
            </Button>
            <Button variant="ghost" disabled={busy} onClick={decline}>
              Keep them open
            </Button>
          </>
        )
      }
      {...(className === undefined ? {} : { className })}
    >
      <p>
        They stay listed, apart and silent, and each comes back by itself when its function is changed.{" "}
        {keptWords(question)}
        {question.dependency > 0 &&
          `${countWords(question.dependency, "finding")} in dependencies ${question.dependency === 1 ? "goes" : "go"} with them. `}
        {mayAnswer ? "One step, and it can be undone." : "An owner or a security lead answers this."}
      </p>
    </Callout>
  );
}

function amountWords({ findings, more }: BacklogQuestion): string {
  return more ? `More than ${findings.toLocaleString("en")} findings` : countWords(findings, "finding");
}

function keptWords({ kept, keptFrom }: BacklogQuestion): string {
  if (kept === 0 || keptFrom === null) return "";
  const words = keptFrom === "critical" ? "critical" : `${SEVERITY_WORDS[keptFrom].toLowerCase()} or worse`;
  return `${countWords(kept, "finding")}, ${words}, ${kept === 1 ? "stays" : "stay"} open. `;
}

function useAnswers(scope: ProjectScope, onMoved?: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const reread = () => client.invalidateQueries({ queryKey: trpc.finding.pathKey() });
  const tell = (error: unknown) => notifyProblem("Nothing was changed", { detail: problemOf(error).message });
  const undo = useMutation(
    trpc.finding.undoBacklog.mutationOptions({ onSuccess: onMoved, onError: tell, onSettled: reread }),
  );
  const adopt = useMutation(
    trpc.finding.adoptBacklog.mutationOptions({
      onSuccess: ({ adopted }) => {
        onMoved?.();
        notify(`${countWords(adopted, "finding")} adopted as backlog.`, {
          action: { label: "Undo", onAction: () => undo.mutate(scope) },
        });
      },
      onError: tell,
      onSettled: reread,
    }),
  );
  const decline = useMutation(trpc.finding.declineBacklog.mutationOptions({ onError: tell, onSettled: reread }));
  return {
    adopt: () => adopt.mutate(scope),
    decline: () => decline.mutate(scope),
    busy: adopt.isPending || decline.isPending,
  };
}
