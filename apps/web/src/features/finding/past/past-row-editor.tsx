"use client";
import { type PastImportDetail, type PastRowView, SEVERITIES, type Severity } from "@redoubt/domain/finding";
import { Button, Disclosure, Field, Input, Loading, Select, Skeleton } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { SafeMarkdown } from "../markdown.tsx";
import { findingLabel, SEVERITY_WORDS } from "../words.ts";
import { useRowChange } from "./use-row-change.ts";

export interface PastRowEditorProps {
  readonly scope: ProjectScope;
  readonly past: PastImportDetail;
  readonly row: PastRowView;
  readonly mayChange: boolean;
}

/** The texts of a row, and what can be corrected of it. */
export function PastRowEditor(props: PastRowEditorProps) {
  const [isOpen, setOpen] = useState(false);
  const { row, mayChange } = props;
  return (
    <Disclosure
      title={
        <span className="text-12 text-ink-3">
          {mayChange ? "Read and correct" : "Read"}
          <span className="sr-only"> {row.key ?? row.title}</span>
        </span>
      }
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      {isOpen && <Opened {...props} />}
    </Disclosure>
  );
}

function Opened(props: PastRowEditorProps) {
  const { scope, past, row, mayChange } = props;
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.finding.past.row.queryOptions({ ...scope, number: past.number, position: row.position }),
  );
  return (
    <div className="mt-2 flex flex-col gap-3">
      {data === undefined ? (
        <Loading label="Reading the text">
          <Skeleton className="h-12" />
        </Loading>
      ) : (
        <>
          {data.description !== "" && <SafeMarkdown text={data.description} />}
          <Part title="Recommendation" text={data.advice} />
          <Part title="Answer" text={data.response} />
          {data.notes.map((note) => (
            <Part key={`${note.at} ${note.text}`} title={`Note of ${note.author ?? "somebody"}`} text={note.text} />
          ))}
        </>
      )}
      {mayChange && <Correction key={JSON.stringify([row.edits, row.twin])} {...props} />}
    </div>
  );
}

function Part({ title, text }: { title: string; text: string | null }) {
  if (text === null || text === "") return null;
  return (
    <div>
      <p className="font-medium">{title}</p>
      <SafeMarkdown text={text} />
    </div>
  );
}

const OWN = "own";
const PROPOSED = "proposed";

function Correction({ scope, past, row }: PastRowEditorProps) {
  const [draft, setDraft] = useState(() => ({
    ...{ title: row.title, severity: row.severity, path: row.place.path ?? "" },
    ...{ line: row.place.startLine === undefined ? "" : String(row.place.startLine), choice: PROPOSED },
  }));
  const [problem, setProblem] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const change = useRowChange(setProblem);
  const set = (over: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...over }));
  const wrong = {
    title: draft.title.trim().length < 3 ? "Name it in a few words." : undefined,
    line: draft.line !== "" && !/^[1-9]\d{0,6}$/.test(draft.line) ? "Lines are counted from 1." : undefined,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setProblem(null);
    if (Object.values(wrong).some((each) => each !== undefined)) return;
    const isMoved = draft.path !== (row.place.path ?? "") || draft.line !== String(row.place.startLine ?? "");
    const line = draft.line === "" ? null : Number(draft.line);
    change.mutate({
      ...{ ...scope, number: past.number, position: row.position },
      ...(draft.title === row.title ? {} : { title: draft.title }),
      ...(draft.severity === row.severity ? {} : { severity: draft.severity }),
      ...(isMoved ? { path: draft.path.trim(), ...(draft.path.trim() === "" ? {} : { line }) } : {}),
      ...(draft.choice === PROPOSED ? {} : { choice: draft.choice === OWN ? "own" : Number(draft.choice) }),
    });
  };
  const twins = [...(row.twin === null ? [] : [row.twin]), ...row.alike];
  return (
    <form noValidate aria-label={`Correct ${row.key ?? row.title}`} onSubmit={submit} className="flex flex-col gap-3">
      <Field label="Title" error={tried ? wrong.title : undefined}>
        <Input maxLength={500} value={draft.title} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <div className="grid grid-cols-[8rem_minmax(0,1fr)_6rem] gap-3 phone:grid-cols-1">
        <Field label="Severity">
          <Select
            value={draft.severity}
            onValueChange={(value) =>
              set({ severity: (SEVERITIES.find((each) => each === value) ?? "medium") as Severity })
            }
            options={SEVERITIES.map((value) => ({ value, label: SEVERITY_WORDS[value] }))}
          />
        </Field>
        <Field label="File">
          <Input mono maxLength={1000} value={draft.path} onChange={(event) => set({ path: event.target.value })} />
        </Field>
        <Field label="Line" error={tried ? wrong.line : undefined}>
          <Input inputMode="numeric" value={draft.line} onChange={(event) => set({ line: event.target.value })} />
        </Field>
      </div>
      {twins.length > 0 && (
        <Field label="It is">
          <Select
            value={draft.choice}
            onValueChange={(choice) => set({ choice })}
            options={[
              {
                value: PROPOSED,
                label:
                  row.twin === null
                    ? "a finding of its own, as proposed"
                    : `${findingLabel(row.twin.number)}, as proposed`,
              },
              { value: OWN, label: "a finding of its own" },
              ...twins.map(({ number, title }) => ({
                value: String(number),
                label: `${findingLabel(number)} ${title}`,
              })),
            ]}
          />
        </Field>
      )}
      {problem !== null && (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      )}
      <div>
        <Button type="submit" busy={change.isPending}>
          Correct
        </Button>
      </div>
    </form>
  );
}
