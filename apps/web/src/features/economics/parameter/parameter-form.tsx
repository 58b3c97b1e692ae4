import { type ParameterDefinition, type ParameterKey, STATED_ORIGINS, type Statement } from "@redoubt/domain/economics";
import { Button, Callout, Field, Input, notify, Select } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { type ProjectScope, STATED_WORDS, statedNumber, unitWords, withUnit } from "../words.ts";
import { readNumber, typedNumber } from "./parameter-draft.ts";

export interface ParameterFormProps {
  readonly scope: ProjectScope;
  readonly definition: ParameterDefinition & { readonly key: ParameterKey };
  readonly statement: Statement | null;
  readonly value: number | null;
  readonly onDone: () => void;
}

const ORIGINS = STATED_ORIGINS.map((value) => ({ value, label: STATED_WORDS[value] }));

/** States a number of the team's own. What is typed is this form's alone: what others save meanwhile does not touch it. */
export function ParameterForm({ scope, definition, statement, value, onDone }: ParameterFormProps) {
  const { key, label, unit, within } = definition;
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [typed, setTyped] = useState(() => typedNumber(value));
  const [origin, setOrigin] = useState<(typeof STATED_ORIGINS)[number]>(statement?.origin ?? "estimate");
  const [note, setNote] = useState("");
  // The version that was on screen when the form was opened.
  const [over, setOver] = useState(statement?.rowVersion ?? 0);
  const [problems, setProblems] = useState<{ value?: string; note?: string }>({});
  const save = useMutation(
    trpc.economics.setParameter.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.economics.pathFilter());
        notify(`${label} is saved; the simulation runs again`);
        onDone();
      },
    }),
  );
  const problem = save.error === null ? null : problemOf(save.error);
  const isStale = statement !== null && statement.rowVersion !== over;
  const submit = (next: number | null, rowVersion: number): void =>
    save.mutate({ ...scope, key, value: next, origin, note, rowVersion });
  const take = (back: boolean): void => {
    const read = back ? { value: null } : readNumber(typed, { within });
    const why = note.trim().length < 3 ? { note: "Say why, in a few words." } : {};
    const wrong = "problem" in read ? { value: read.problem, ...why } : why;
    setProblems(wrong);
    if (!("problem" in read) && !("note" in why)) submit(read.value, over);
  };
  return (
    <form
      noValidate
      aria-label={`Change ${label}`}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        take(false);
      }}
    >
      {isStale && (
        <Callout
          title="Someone stated this number meanwhile"
          tone="warn"
          live
          actions={<Button onClick={() => setOver(statement.rowVersion)}>Put mine on top</Button>}
        >
          Theirs: {statement.value === null ? "the default" : withUnit(statement.value, unit)}, {statement.note}. What
          you typed is still here.
        </Callout>
      )}
      {problem !== null && !isStale && (
        <Callout title="Not saved" live>
          {problem.message}
        </Callout>
      )}
      <div className="grid grid-cols-[160px_180px_minmax(0,1fr)_auto] items-start gap-3 max-lg:grid-cols-1">
        <Field
          label="Number"
          required
          error={problems.value}
          help={`${statedNumber(within[0])} to ${statedNumber(within[1])} ${unitWords(unit)}`}
        >
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} inputMode="decimal" />
        </Field>
        <Field label="How we know" required>
          <Select
            value={origin}
            onValueChange={(next) => setOrigin(STATED_ORIGINS.find((entry) => entry === next) ?? "estimate")}
            options={ORIGINS}
          />
        </Field>
        <Field label="Why" required error={problems.note}>
          <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <div className="flex gap-2 self-start lg:pt-[22px]">
          <Button type="submit" busy={save.isPending} disabled={isStale}>
            Save
          </Button>
          {statement !== null && statement.value !== null && (
            <Button variant="ghost" disabled={isStale} onClick={() => take(true)}>
              Back to the default
            </Button>
          )}
        </div>
      </div>
    </form>
  );
}
