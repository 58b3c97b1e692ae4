"use client";
import { CATALOGUE, STRIDE, type Stride, type Threat } from "@redoubt/domain/threat-model";
import { Checkbox, EditForm, Field, FieldSet, Input, notify, Select, Textarea } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { OwnerDueFields, useOwnerDue } from "../owner-due-fields.tsx";
import type { ProjectScope } from "../words.ts";
import { ScoreFields } from "./score-fields.tsx";

const STRIDE_WORDS: Readonly<Record<Stride, string>> = {
  ...{ S: "Spoofing", T: "Tampering", R: "Repudiation", I: "Information disclosure" },
  ...{ D: "Denial of service", E: "Elevation of privilege" },
};
const NONE = "none";
const SLOTS = [
  { key: "source", label: "Who" },
  { key: "prerequisites", label: "With what" },
  { key: "action", label: "Does what" },
  { key: "impact", label: "Which leads to" },
] as const;

export interface ThreatFormProps {
  readonly scope: ProjectScope;
  /** Null for a new one. */
  readonly threat: Threat | null;
  readonly onDone: () => void;
}

/** What a person states of a threat: the sentence is needed, all else may come later. */
export function ThreatForm({ scope, threat, onDone }: ThreatFormProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [statement, setStatement] = useState(threat?.statement ?? "");
  const [slots, setSlots] = useState(threat?.slots ?? {});
  const [catalogueKey, setCatalogueKey] = useState(threat?.catalogueKey ?? NONE);
  const [stride, setStride] = useState<readonly Stride[]>(threat?.stride ?? []);
  const ownerDue = useOwnerDue(threat);
  const [scores, setScores] = useState(threat?.scores);
  const [places, setPlaces] = useState<readonly string[]>(threat?.elements.map(({ id }) => id) ?? []);
  const [missing, setMissing] = useState(false);
  const diagram = useQuery(trpc.threatModel.diagram.queryOptions(scope)).data;
  const after = {
    onSuccess: async (saved: Threat) => {
      notify(`T-${saved.number} is saved`);
      onDone();
      await cache.invalidateQueries(trpc.threatModel.pathFilter());
    },
  };
  const record = useMutation(trpc.threatModel.recordThreat.mutationOptions(after));
  const update = useMutation(trpc.threatModel.updateThreat.mutationOptions(after));
  const error = record.error ?? update.error;
  const submit = (): void => {
    setMissing(statement.trim() === "");
    if (statement.trim() === "") return;
    const entry = CATALOGUE.find(({ id }) => id === catalogueKey);
    const content = {
      ...{ statement, slots, stride: [...stride], elementIds: [...places] },
      ...{ catalogueKey: entry?.id ?? null, classId: entry?.classId ?? threat?.classId ?? null },
      ...ownerDue.content,
      ...(scores === undefined ? {} : { scores }),
    };
    if (threat === null) record.mutate({ ...scope, ...content });
    else update.mutate({ ...scope, ...content, number: threat.number, rowVersion: threat.rowVersion });
  };
  return (
    <EditForm
      label={threat === null ? "New threat" : `Change T-${threat.number}`}
      verb={threat === null ? "Record" : "Save threat"}
      busy={record.isPending || update.isPending}
      problem={error && problemOf(error).message}
      onSubmit={submit}
      onClose={onDone}
      className="max-w-[760px]"
    >
      <Field
        label="The threat in one sentence"
        required
        error={missing ? "Say who can do what, and what follows." : undefined}
        help="Who, with what, does what to which part, so that what is lost."
      >
        <Textarea rows={2} maxLength={1400} value={statement} onChange={(event) => setStatement(event.target.value)} />
      </Field>
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        {SLOTS.map(({ key, label }) => (
          <Field key={key} label={label}>
            <Input
              maxLength={500}
              value={slots[key] ?? ""}
              onChange={({ target: { value } }) => {
                const { [key]: _, ...rest } = slots;
                setSlots(value === "" ? rest : { ...rest, [key]: value });
              }}
            />
          </Field>
        ))}
      </div>
      <div className="grid grid-cols-3 gap-3 phone:grid-cols-1">
        <Field label="Entry of the catalogue">
          <Select
            value={catalogueKey}
            onValueChange={setCatalogueKey}
            options={[
              { value: NONE, label: "none" },
              ...CATALOGUE.map(({ id, title }) => ({ value: id, label: `${id} ${title}` })),
            ]}
          />
        </Field>
        <OwnerDueFields scope={scope} {...ownerDue.fields} />
      </div>
      <FieldSet legend="STRIDE">
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {STRIDE.map((letter) => (
            <Checkbox
              key={letter}
              label={STRIDE_WORDS[letter]}
              checked={stride.includes(letter)}
              onCheckedChange={(checked) =>
                setStride(STRIDE.filter((each) => (each === letter ? checked === true : stride.includes(each))))
              }
            />
          ))}
        </div>
      </FieldSet>
      {diagram !== undefined && diagram.elements.length > 0 && (
        <FieldSet legend="On these elements">
          <div className="flex max-h-40 flex-wrap gap-x-5 gap-y-1 overflow-y-auto">
            {diagram.elements
              .filter(({ kind }) => kind !== "note")
              .map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name}
                  checked={places.includes(id)}
                  onCheckedChange={(checked) =>
                    setPlaces(checked === true ? [...places, id] : places.filter((each) => each !== id))
                  }
                />
              ))}
          </div>
        </FieldSet>
      )}
      <ScoreFields value={scores} onChange={setScores} />
    </EditForm>
  );
}
