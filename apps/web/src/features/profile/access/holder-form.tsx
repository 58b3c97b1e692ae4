"use client";
import { type Holder, HOLDER_KINDS, HOLDER_WORDS } from "@redoubt/domain/profile";
import { Checkbox, EditForm, Field, FieldSet, Input, Select, Textarea } from "@redoubt/ui";
import { useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";
import { type HolderDraft, holderDraft, readHolderDraft } from "./holder-draft.ts";
import { useAccessChanges } from "./use-access.ts";

const KINDS = HOLDER_KINDS.map((value) => ({ value, label: HOLDER_WORDS[value] }));
const NONE = "none";

export interface HolderFormProps {
  readonly scope: ProjectScope;
  /** Null for a new one. */
  readonly holder: Holder | null;
  readonly holders: readonly Holder[];
  /** Names of the contracts that the code shows. */
  readonly contracts: readonly string[];
  readonly onDone: () => void;
}

/** What a person states of a holder. */
export function HolderForm({ scope, holder, holders, contracts, onDone }: HolderFormProps) {
  const [draft, setDraft] = useState<HolderDraft>(() => holderDraft(holder));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const { saveHolder } = useAccessChanges(onDone);
  const set = (part: Partial<HolderDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const text = (key: Exclude<keyof HolderDraft, "operators">) => ({
    value: draft[key],
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }),
  });
  const submit = (): void => {
    const read = readHolderDraft(draft);
    if ("problems" in read) {
      setProblems(read.problems);
      return;
    }
    setProblems({});
    const operators = through ? [...draft.operators] : [];
    saveHolder.mutate({
      ...scope,
      ...read,
      operators,
      holderId: holder?.id ?? null,
      rowVersion: holder?.rowVersion ?? 0,
    });
  };
  const through = draft.kind === "timelock" || draft.kind === "contract";
  const votes = draft.kind === "governor";
  const others = holders.filter(({ id }) => id !== holder?.id);
  return (
    <EditForm
      label={holder === null ? "New holder" : `Change ${holder.name}`}
      verb={holder === null ? "Add holder" : "Save holder"}
      busy={saveHolder.isPending}
      problem={saveHolder.error && problemOf(saveHolder.error).message}
      onSubmit={submit}
      onClose={onDone}
      className="mx-6 mb-4 rounded-3 border border-line-strong p-4 phone:mx-4"
    >
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <Field label="Name" required error={problems.name}>
          <Input {...text("name")} maxLength={120} placeholder="Team Safe" />
        </Field>
        <Field label="Kind" required>
          <Select value={draft.kind} onValueChange={(kind) => set({ kind })} options={KINDS} />
        </Field>
        {draft.kind === "multisig" && (
          <Field label="Keys it asks for" error={problems.threshold}>
            <Input {...text("threshold")} inputMode="numeric" placeholder="2" />
          </Field>
        )}
        {votes && (
          <Field label="Percent of the supply that passes" error={problems.supplyPercent}>
            <Input {...text("supplyPercent")} inputMode="decimal" />
          </Field>
        )}
        {(through || votes) && (
          <Field label="Delay in hours" error={problems.delayHours}>
            <Input {...text("delayHours")} inputMode="decimal" placeholder="48" />
          </Field>
        )}
      </div>
      {!through && !votes && (
        <Field
          label="Who holds a key"
          error={problems.signers}
          help="Names of people or devices, one a line. The same name on two holders is the same person."
        >
          <Textarea {...text("signers")} rows={3} />
        </Field>
      )}
      {through && (
        <FieldSet
          legend="Who acts through it"
          help="Admins and proposers. The easiest of them decides what it is worth."
        >
          <div className="flex flex-col">
            {others.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name}
                checked={draft.operators.includes(id)}
                onCheckedChange={(on) =>
                  set({
                    operators: on === true ? [...draft.operators, id] : draft.operators.filter((each) => each !== id),
                  })
                }
              />
            ))}
            {others.length === 0 && <span className="text-12 text-ink-3">Name the others first.</span>}
          </div>
        </FieldSet>
      )}
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <Field label="Contract in the code that it is" help="Ties its own powers to what it holds.">
          <Select
            value={draft.contract === "" ? NONE : draft.contract}
            onValueChange={(contract) => set({ contract: contract === NONE ? "" : contract })}
            options={[
              { value: NONE, label: "None" },
              ...[...new Set([...contracts, ...(draft.contract === "" ? [] : [draft.contract])])].map((name) => ({
                value: name,
                label: name,
              })),
            ]}
          />
        </Field>
        <Field label="Address" error={problems.address}>
          <Input {...text("address")} maxLength={42} placeholder="0x…" />
        </Field>
      </div>
      <Field label="Note" error={problems.note}>
        <Input {...text("note")} maxLength={1000} />
      </Field>
    </EditForm>
  );
}
