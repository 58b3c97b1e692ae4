"use client";
import type { PastImportDetail } from "@redoubt/domain/finding";
import { Button, Callout, ConfirmDialog, Field, Input, notify, Select, SideSection } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { type Problem, problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { countWords, SEVERITY_WORDS } from "../words.ts";

const DAY = 86_400_000;
const ME = "me";

export interface PastImportPanelProps {
  readonly scope: ProjectScope;
  readonly past: PastImportDetail;
  readonly mayImport: boolean;
}

/** What would be made, until when what is acknowledged holds, and the button. */
export function PastImportPanel({ scope, past, mayImport }: PastImportPanelProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [until, setUntil] = useState(() => new Date(Date.now() + 365 * DAY).toISOString().slice(0, 10));
  const [owner, setOwner] = useState(ME);
  const [problem, setProblem] = useState<Problem | null>(null);
  const people = useQuery(trpc.finding.assignees.queryOptions(scope)).data ?? [];
  const done = async () => {
    await client.invalidateQueries(trpc.finding.pathFilter());
  };
  const bring = useMutation(
    trpc.finding.past.import.mutationOptions({
      onSuccess: async ({ created, joined }) => {
        await done();
        notify(`${countWords(created, "finding")} imported${joined === 0 ? "" : `, ${joined} known ones named`}.`);
      },
      onError: (error) => setProblem(problemOf(error)),
    }),
  );
  const { counts } = past;
  const isOpenEnded = counts.openEnded > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    bring.mutate({
      ...{ ...scope, number: past.number, rowVersion: past.rowVersion },
      ...(isOpenEnded && until !== "" ? { until: new Date(`${until}T23:59:59Z`) } : {}),
      ...(owner === ME ? {} : { owner }),
    });
  };
  const total = counts.create + counts.join;
  return (
    <SideSection title="What the import makes">
      <ul className="mb-3 flex flex-col gap-1">
        <Line count={counts.create} words="new findings" />
        <Line count={counts.join} words="that are there get their number" />
        <Line count={counts.found} words="found in the newest code" />
        <Line count={counts.conflicts} words="say otherwise than the product" />
        <Line count={counts.proposals} words="wait for a second person" />
        <Line count={counts.leave} words="left out" />
      </ul>
      <p className="mb-3 text-12 text-ink-3">
        Decisions of people stay.{" "}
        {past.secondPersonFrom !== null &&
          `Setting aside what is ${SEVERITY_WORDS[past.secondPersonFrom].toLowerCase()} or worse takes two people.`}
      </p>
      {mayImport && (
        <form noValidate aria-label="Import" onSubmit={submit} className="flex flex-col gap-3">
          {isOpenEnded && (
            <>
              <Field
                label="Acknowledged until"
                help="The document does not say when these decisions end."
                error={until === "" ? "Choose a day to come." : untilProblem(problem)}
              >
                <Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
              </Field>
              <Field label="Owner of what is acknowledged">
                <Select
                  value={owner}
                  onValueChange={setOwner}
                  options={[{ value: ME, label: "me" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
                />
              </Field>
            </>
          )}
          {problem !== null && untilProblem(problem) === undefined && (
            <Callout live title="Nothing was imported">
              {problem.message}
            </Callout>
          )}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" disabled={total === 0} busy={bring.isPending}>
              Import {total}
            </Button>
            <Discard scope={scope} past={past} onDone={done} />
          </div>
        </form>
      )}
    </SideSection>
  );
}

function untilProblem(problem: Problem | null): string | undefined {
  return problem?.code.startsWith("finding.past-until") === true || problem?.code === "finding.past-needs-until"
    ? problem.message
    : undefined;
}

function Line({ count, words }: { count: number; words: string }) {
  if (count === 0) return null;
  return (
    <li className="flex gap-2">
      <b className="w-10 flex-none text-right font-medium tabular-nums">{count}</b> {words}
    </li>
  );
}

function Discard({
  scope,
  past,
  onDone,
}: {
  scope: ProjectScope;
  past: PastImportDetail;
  onDone: () => Promise<void>;
}) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const discard = useMutation(
    trpc.finding.past.discard.mutationOptions({
      onSuccess: onDone,
      onError: (error) => notify(problemOf(error).message),
    }),
  );
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="ghost">Throw away</Button>}
      title="Throw this document away?"
      description="Nothing of it is imported, corrections are lost, and its file is removed."
      keep="Keep it"
      verb="Throw away"
      busy={discard.isPending}
      onConfirm={() => discard.mutate({ ...scope, number: past.number })}
    />
  );
}
