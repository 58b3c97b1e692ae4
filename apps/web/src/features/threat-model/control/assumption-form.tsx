"use client";
import type { Assumption } from "@redoubt/domain/threat-model";
import { Checkbox, EditForm, Field, FieldSet, notify, Textarea } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { OwnerDueFields, useOwnerDue } from "../owner-due-fields.tsx";
import type { ProjectScope } from "../words.ts";

export interface AssumptionFormProps {
  readonly scope: ProjectScope;
  /** Null for a new one. */
  readonly assumption: Assumption | null;
  readonly onDone: () => void;
}

/** What a person takes for granted: the sentence, who looks after it and when, and what rests on it. */
export function AssumptionForm({ scope, assumption, onDone }: AssumptionFormProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [text, setText] = useState(assumption?.text ?? "");
  const ownerDue = useOwnerDue(assumption === null ? null : { owner: assumption.owner, due: assumption.reviewBy });
  const [threats, setThreats] = useState(() => assumption?.threats.map(({ number }) => number) ?? []);
  const [controls, setControls] = useState(() => assumption?.controls.map(({ number }) => number) ?? []);
  const [missing, setMissing] = useState(false);
  const allThreats = useQuery(trpc.threatModel.threats.queryOptions({ ...scope, limit: 500 })).data?.items ?? [];
  const allControls = useQuery(trpc.threatModel.controls.queryOptions(scope)).data ?? [];
  const after = {
    onSuccess: async ({ number }: Assumption) => {
      notify(`A-${number} is saved`);
      onDone();
      await cache.invalidateQueries(trpc.threatModel.pathFilter());
    },
  };
  const record = useMutation(trpc.threatModel.recordAssumption.mutationOptions(after));
  const update = useMutation(trpc.threatModel.updateAssumption.mutationOptions(after));
  const error = record.error ?? update.error;
  const isReworded = assumption !== null && assumption.validity !== "unconfirmed" && text.trim() !== assumption.text;
  const submit = (): void => {
    setMissing(text.trim() === "");
    if (text.trim() === "") return;
    const { ownerId, due } = ownerDue.content;
    const content = { ...scope, text, ownerId, reviewBy: due, threats, controls };
    if (assumption === null) record.mutate(content);
    else update.mutate({ ...content, number: assumption.number, rowVersion: assumption.rowVersion });
  };
  return (
    <EditForm
      label={assumption === null ? "New assumption" : `Change A-${assumption.number}`}
      verb={assumption === null ? "Add" : "Save assumption"}
      busy={record.isPending || update.isPending}
      problem={error && problemOf(error).message}
      onSubmit={submit}
      onClose={onDone}
      className="max-w-[760px] border-t border-line px-6 py-4 phone:px-4"
    >
      <Field
        label="What is taken for granted"
        required
        error={missing ? "Say it in a sentence." : undefined}
        help={isReworded ? "Other words were not confirmed: it becomes unconfirmed again." : undefined}
      >
        <Textarea rows={2} value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <OwnerDueFields scope={scope} dueLabel="Look at it again by" {...ownerDue.fields} />
      </div>
      <Choices
        legend="Threats that rest on it"
        items={allThreats.map(({ number, statement }) => ({ number, label: `T-${number} ${statement}` }))}
        chosen={threats}
        onChange={setThreats}
      />
      <Choices
        legend="Controls that rest on it"
        items={allControls.map(({ number, name }) => ({ number, label: `C-${number} ${name}` }))}
        chosen={controls}
        onChange={setControls}
      />
    </EditForm>
  );
}

interface ChoicesProps {
  readonly legend: string;
  readonly items: readonly { readonly number: number; readonly label: string }[];
  readonly chosen: readonly number[];
  readonly onChange: (numbers: number[]) => void;
}

function Choices({ legend, items, chosen, onChange }: ChoicesProps) {
  if (items.length === 0) return null;
  return (
    <FieldSet legend={legend}>
      <div className="flex max-h-40 flex-col gap-1 overflow-y-auto" tabIndex={0} role="group" aria-label={legend}>
        {items.map(({ number, label }) => (
          <Checkbox
            key={number}
            label={label}
            checked={chosen.includes(number)}
            onCheckedChange={(checked) =>
              onChange(checked === true ? [...chosen, number] : chosen.filter((each) => each !== number))
            }
          />
        ))}
      </div>
    </FieldSet>
  );
}
