import { type ClassId, type DefenceControl, LEVER_CLASSES } from "@redoubt/domain/economics";
import { Callout, Checkbox, EditForm, Field, FieldSet, Input, notify, Select } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import type { EconomicsPage, ProjectScope } from "../words.ts";
import { type ControlDraft, controlDraft, readControlDraft } from "./control-draft.ts";
import { classLabel } from "./lever-words.ts";

const STATES = [
  { value: "planned", label: "Planned" },
  { value: "in-place", label: "In place" },
];

export interface ControlFormProps {
  readonly scope: ProjectScope;
  /** Null for a new one. */
  readonly control: DefenceControl | null;
  readonly assets: EconomicsPage["assets"];
  readonly onDone: () => void;
}

/** What a person states of a limit or control. */
export function ControlForm({ scope, control, assets, onDone }: ControlFormProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const id = useId();
  const [draft, setDraft] = useState<ControlDraft>(() => controlDraft(control));
  // The version that was on screen when the form was opened.
  const [rowVersion] = useState(control?.rowVersion ?? 0);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const after = {
    onSuccess: async (saved: DefenceControl) => {
      await cache.invalidateQueries(trpc.economics.pathFilter());
      notify(`${saved.name} is saved; the simulation runs again`);
      onDone();
    },
  };
  const add = useMutation(trpc.economics.addControl.mutationOptions(after));
  const change = useMutation(trpc.economics.changeControl.mutationOptions(after));
  const error = add.error ?? change.error;
  const set = (part: Partial<ControlDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = (): void => {
    const read = readControlDraft(draft);
    setProblems("problems" in read ? read.problems : {});
    if ("problems" in read) {
      document.getElementsByName(`${id}-${Object.keys(read.problems)[0]}`)[0]?.focus();
    } else if (control === null) add.mutate({ ...scope, ...read });
    else change.mutate({ ...scope, ...read, controlId: control.id, rowVersion });
  };
  type TextKey = Exclude<keyof ControlDraft, "predeploy" | "capAssets">;
  const text = (key: TextKey) => ({
    name: `${id}-${key}`,
    value: draft[key],
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }),
  });
  const catches = (key: ClassId) => ({
    name: `${id}-${key}`,
    value: draft.predeploy[key] ?? "",
    onChange: (event: { target: { value: string } }) =>
      set({ predeploy: { ...draft.predeploy, [key]: event.target.value } }),
  });
  return (
    <EditForm
      label={control === null ? "New control" : `Change ${control.name}`}
      verb={control === null ? "Add control" : "Save control"}
      busy={add.isPending || change.isPending}
      problem={error && problemOf(error).message}
      onSubmit={submit}
      onClose={onDone}
      className="max-w-[960px] pb-2"
    >
      {problems.levers !== undefined && (
        <Callout title="It moves nothing" live>
          Fill at least one of the fields below the name.
        </Callout>
      )}
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)] gap-3 max-lg:grid-cols-2 phone:grid-cols-1">
        <Field label="Name" required error={problems.name}>
          <Input {...text("name")} maxLength={80} placeholder="Cap on collateral" />
        </Field>
        <Field label="State" required>
          <Select value={draft.state} onValueChange={(state) => set({ state })} options={STATES} />
        </Field>
        <Field label="Costs in a year, USD" required error={problems.costUsd}>
          <Input {...text("costUsd")} inputMode="decimal" />
        </Field>
        <Field label="Group" error={problems.group} help="Of one group the best one catches.">
          <Input {...text("group")} maxLength={40} placeholder="its own" />
        </Field>
      </div>
      <FieldSet
        legend="Catches before deployment, percent"
        help="Of keys and operations: what it keeps from happening."
      >
        <div className="grid grid-cols-4 gap-3 phone:grid-cols-2">
          {LEVER_CLASSES.map((key) => (
            <Field key={key} label={classLabel(key)} error={problems[key]}>
              <Input {...catches(key)} inputMode="decimal" />
            </Field>
          ))}
        </div>
      </FieldSet>
      <div className="grid grid-cols-5 gap-3 max-lg:grid-cols-3 phone:grid-cols-1">
        <Field label="Looks at live code in a year" error={problems.rescansPerYear}>
          <Input {...text("rescansPerYear")} inputMode="decimal" />
        </Field>
        <Field label="Keeps out of a block, percent" error={problems.preBlock}>
          <Input {...text("preBlock")} inputMode="decimal" />
        </Field>
        <Field label="Detects in, minutes" error={problems.detectMinutes}>
          <Input {...text("detectMinutes")} inputMode="decimal" />
        </Field>
        <Field label="Decides in, minutes" error={problems.decideMinutes}>
          <Input {...text("decideMinutes")} inputMode="decimal" />
        </Field>
        <Field label="Acts in, minutes" error={problems.actMinutes}>
          <Input {...text("actMinutes")} inputMode="decimal" />
        </Field>
      </div>
      <div className="grid grid-cols-[200px_minmax(0,1fr)] gap-3 phone:grid-cols-1">
        <Field label="Lets out at most, percent" error={problems.capPercent}>
          <Input {...text("capPercent")} inputMode="decimal" />
        </Field>
        <FieldSet legend="The cap is on" help="All assets when none is chosen.">
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {assets.map((asset) => (
              <Checkbox
                key={asset.id}
                label={asset.name}
                checked={draft.capAssets.includes(asset.id)}
                onCheckedChange={(on) =>
                  set({
                    capAssets:
                      on === true
                        ? [...draft.capAssets, asset.id]
                        : draft.capAssets.filter((other) => other !== asset.id),
                  })
                }
              />
            ))}
          </div>
        </FieldSet>
      </div>
      <Field label="Note" error={problems.note}>
        <Input {...text("note")} maxLength={500} />
      </Field>
    </EditForm>
  );
}
