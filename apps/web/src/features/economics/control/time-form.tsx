import { AddTime, type MeasuredTime } from "@redoubt/domain/economics";
import { EditForm, Field, Input, notify, Select } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { type ProjectScope, TIME_WORDS } from "../words.ts";

const KINDS = (["incident", "drill"] as const).map((value) => ({ value, label: TIME_WORDS[value] }));
const Fields = AddTime.omit({ organization: true, project: true });
const NUMBERS = ["detectMinutes", "decideMinutes", "actMinutes"] as const;

function draftOf(time: MeasuredTime | null) {
  const number = (value: number | undefined): string => (value === undefined ? "" : String(value));
  return {
    ...{
      name: time?.name ?? "",
      kind: time?.kind ?? "drill",
      happenedOn: time?.happenedOn ?? "",
      note: time?.note ?? "",
    },
    detectMinutes: number(time?.detectMinutes),
    decideMinutes: number(time?.decideMinutes),
    actMinutes: number(time?.actMinutes),
  };
}

export interface TimeFormProps {
  readonly scope: ProjectScope;
  /** Null for a new one. */
  readonly time: MeasuredTime | null;
  readonly onDone: () => void;
}

/** How long it took once. */
export function TimeForm({ scope, time, onDone }: TimeFormProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const id = useId();
  const [draft, setDraft] = useState(() => draftOf(time));
  const [rowVersion] = useState(time?.rowVersion ?? 0);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const after = {
    onSuccess: async (saved: MeasuredTime) => {
      await cache.invalidateQueries(trpc.economics.pathFilter());
      notify(`${saved.name} is saved; the simulation runs again`);
      onDone();
    },
  };
  const add = useMutation(trpc.economics.addTime.mutationOptions(after));
  const change = useMutation(trpc.economics.changeTime.mutationOptions(after));
  const error = add.error ?? change.error;
  const submit = (): void => {
    const numbers = Object.fromEntries(
      NUMBERS.map((key) => [key, draft[key].trim() === "" ? Number.NaN : Number(draft[key])]),
    );
    const read = Fields.safeParse({ ...draft, ...numbers });
    if (!read.success) {
      const wrong = Object.fromEntries(
        read.error.issues.map(({ path, message }) => {
          const key = String(path[0]);
          return [key, NUMBERS.some((number) => number === key) ? "Write minutes." : message];
        }),
      );
      setProblems(wrong);
      document.getElementsByName(`${id}-${Object.keys(wrong)[0]}`)[0]?.focus();
      return;
    }
    setProblems({});
    if (time === null) add.mutate({ ...scope, ...read.data });
    else change.mutate({ ...scope, ...read.data, timeId: time.id, rowVersion });
  };
  const text = (key: keyof typeof draft) => ({
    name: `${id}-${key}`,
    value: draft[key],
    onChange: (event: { target: { value: string } }) =>
      setDraft((before) => ({ ...before, [key]: event.target.value })),
  });
  return (
    <EditForm
      label={time === null ? "New time" : `Change ${time.name}`}
      verb={time === null ? "Add time" : "Save time"}
      busy={add.isPending || change.isPending}
      problem={error && problemOf(error).message}
      onSubmit={submit}
      onClose={onDone}
      className="max-w-[960px] gap-3 pb-2"
    >
      <div className="grid grid-cols-3 gap-3 phone:grid-cols-1">
        <Field label="Name" required error={problems.name}>
          <Input {...text("name")} maxLength={60} placeholder="Drill D-2" />
        </Field>
        <Field label="Kind" required>
          <Select
            value={draft.kind}
            onValueChange={(kind) => setDraft((before) => ({ ...before, kind: kind === "incident" ? kind : "drill" }))}
            options={KINDS}
          />
        </Field>
        <Field label="Day" required error={problems.happenedOn}>
          <Input {...text("happenedOn")} type="date" />
        </Field>
        <Field label="Detect, minutes" required error={problems.detectMinutes}>
          <Input {...text("detectMinutes")} inputMode="decimal" />
        </Field>
        <Field label="Decide, minutes" required error={problems.decideMinutes}>
          <Input {...text("decideMinutes")} inputMode="decimal" />
        </Field>
        <Field label="Act, minutes" required error={problems.actMinutes}>
          <Input {...text("actMinutes")} inputMode="decimal" />
        </Field>
      </div>
      <Field label="Note" error={problems.note}>
        <Input {...text("note")} maxLength={500} />
      </Field>
    </EditForm>
  );
}
