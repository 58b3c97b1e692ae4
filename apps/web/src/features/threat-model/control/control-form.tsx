"use client";
import {
  CAPABILITIES,
  CONTROL_KINDS,
  CONTROL_STATES,
  type Control,
  type ControlKind,
  type ControlState,
  recogniseReliance,
  voidReasons,
} from "@redoubt/domain/threat-model";
import { Button, Callout, Checkbox, EditForm, Field, FieldSet, Input, notify, Select, Textarea } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { OwnerDueFields, useOwnerDue } from "../owner-due-fields.tsx";
import { CONTROL_KIND_WORDS, CONTROL_STATE_WORDS, type ProjectScope } from "../words.ts";

const KINDS = CONTROL_KINDS.map((value) => ({ value, label: CONTROL_KIND_WORDS[value] }));
const STATES = CONTROL_STATES.map((value) => ({ value, label: CONTROL_STATE_WORDS[value] }));

export interface ControlFormProps {
  readonly scope: ProjectScope;
  /** Null for a new one. */
  readonly control: Control | null;
  /** The threats that a new one answers. */
  readonly threats?: readonly number[];
  readonly onDone: () => void;
}

/** What a person states of a control. What sounds like hoping for a weak attacker is asked about while one types. */
export function ControlForm({ scope, control, threats = [], onDone }: ControlFormProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [name, setName] = useState(control?.name ?? "");
  const [description, setDescription] = useState(control?.description ?? "");
  const [kind, setKind] = useState<ControlKind>(control?.kind ?? "preventive");
  const [state, setState] = useState<ControlState>(control?.state ?? "planned");
  const [reliesOn, setReliesOn] = useState<readonly string[]>(control?.reliesOn ?? []);
  const ownerDue = useOwnerDue(control);
  const [missing, setMissing] = useState(false);
  const after = {
    onSuccess: async (saved: Control) => {
      notify(`C-${saved.number} is saved`);
      onDone();
      await cache.invalidateQueries(trpc.threatModel.pathFilter());
    },
  };
  const record = useMutation(trpc.threatModel.recordControl.mutationOptions(after));
  const update = useMutation(trpc.threatModel.updateControl.mutationOptions(after));
  const error = record.error ?? update.error;
  const suspected = recogniseReliance(`${name}. ${description}`).filter(
    ({ capability }) => !reliesOn.includes(capability),
  );
  const reasons = voidReasons(reliesOn);
  const submit = (): void => {
    setMissing(name.trim() === "");
    if (name.trim() === "") return;
    const content = {
      ...{ name, description, kind, reliesOn: [...reliesOn] },
      ...ownerDue.content,
    };
    if (control === null) record.mutate({ ...scope, ...content, state, threats: [...threats] });
    else update.mutate({ ...scope, ...content, number: control.number, rowVersion: control.rowVersion });
  };
  return (
    <EditForm
      label={control === null ? "New control" : `Change C-${control.number}`}
      verb={control === null ? "Add control" : "Save control"}
      busy={record.isPending || update.isPending}
      problem={error && problemOf(error).message}
      onSubmit={submit}
      onClose={onDone}
    >
      <Field label="Control" required error={missing ? "Say what it is." : undefined}>
        <Input
          value={name}
          maxLength={300}
          placeholder="Outflow cap, 5 % a block"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label="How it works">
        <Textarea
          rows={2}
          maxLength={20_000}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </Field>
      {suspected.map(({ capability, words }) => (
        <Callout
          key={capability}
          tone="warn"
          title={`“${words}” sounds like hoping that an attacker lacks ${capability}`}
          actions={<Button onClick={() => setReliesOn([...reliesOn, capability])}>It does rely on that</Button>}
        >
          {CAPABILITIES.find(({ id }) => id === capability)?.title}. Every attacker has it: a control that rests on its
          absence is void. If that is not what is meant, say it in other words, or leave it.
        </Callout>
      ))}
      {reasons.length > 0 && (
        <Callout tone="bad" title="This control is void">
          {reasons.map(({ capability, why }) => (
            <p key={capability}>
              {capability}: {why}
            </p>
          ))}
        </Callout>
      )}
      <div className="grid grid-cols-4 gap-3 phone:grid-cols-1">
        <Field label="What it does">
          <Select
            value={kind}
            onValueChange={(value) => setKind(CONTROL_KINDS.find((each) => each === value) ?? kind)}
            options={KINDS}
          />
        </Field>
        {control === null && (
          <Field label="State">
            <Select
              value={state}
              onValueChange={(value) => setState(CONTROL_STATES.find((each) => each === value) ?? state)}
              options={STATES}
            />
          </Field>
        )}
        <OwnerDueFields scope={scope} {...ownerDue.fields} />
      </div>
      <details>
        <summary className="text-ink-2 hover:text-ink">
          What it hopes the attacker lacks{reliesOn.length > 0 && ` (${reliesOn.length})`}
        </summary>
        <FieldSet legend="It relies on an attacker without" className="mt-2">
          <div className="grid grid-cols-2 gap-x-5 gap-y-1 phone:grid-cols-1">
            {CAPABILITIES.map(({ id, title: words }) => (
              <Checkbox
                key={id}
                label={`${id} ${words}`}
                checked={reliesOn.includes(id)}
                onCheckedChange={(checked) =>
                  setReliesOn(checked === true ? [...reliesOn, id] : reliesOn.filter((each) => each !== id))
                }
              />
            ))}
          </div>
        </FieldSet>
      </details>
    </EditForm>
  );
}
