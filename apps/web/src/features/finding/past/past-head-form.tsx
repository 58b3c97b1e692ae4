"use client";
import type { PastImportDetail } from "@redoubt/domain/finding";
import { Button, Field, Input, notify, SideSection } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { issueFor, type Problem, problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../decision/use-permissions.ts";

interface Draft {
  readonly title: string;
  readonly firm: string;
  readonly date: string;
  readonly commit: string;
}

export interface PastHeadFormProps {
  readonly scope: ProjectScope;
  readonly past: PastImportDetail;
  readonly disabled: boolean;
}

/** Who made the document, when, and about which code: every finding of it carries this. */
export function PastHeadForm({ scope, past, disabled }: PastHeadFormProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { head } = past;
  const [draft, setDraft] = useState<Draft>({
    ...{ title: head.title ?? "", firm: head.firm ?? "", date: head.date ?? "", commit: head.commit ?? "" },
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = useMutation(
    trpc.finding.past.changeHead.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries(trpc.finding.past.pathFilter());
        notify("Saved.");
      },
      onError: (error) => setProblem(problemOf(error)),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    save.mutate({ ...scope, number: past.number, ...draft });
  };
  const field = (name: keyof Draft) => ({
    disabled,
    value: draft[name],
    onChange: (event: { target: { value: string } }) => setDraft((old) => ({ ...old, [name]: event.target.value })),
  });
  return (
    <SideSection title="The document">
      <form noValidate aria-label="The document" onSubmit={submit} className="flex flex-col gap-3 pt-1">
        <Field label="Firm" error={issueFor(problem, "firm")}>
          <Input maxLength={200} {...field("firm")} />
        </Field>
        <Field label="Title" error={issueFor(problem, "title")}>
          <Input maxLength={300} {...field("title")} />
        </Field>
        <Field label="Date" error={issueFor(problem, "date")}>
          <Input type="date" {...field("date")} />
        </Field>
        <Field label="Commit under review" error={issueFor(problem, "commit")}>
          <Input mono maxLength={64} {...field("commit")} />
        </Field>
        {problem !== null && problem.issues.length === 0 && (
          <p role="alert" className="text-12 text-bad">
            {problem.message}
          </p>
        )}
        {!disabled && (
          <div>
            <Button type="submit" busy={save.isPending}>
              Save
            </Button>
          </div>
        )}
      </form>
    </SideSection>
  );
}
