"use client";
import { Field, Input, Select } from "@redoubt/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { dayOf, startOf } from "./day.ts";
import type { ProjectScope } from "./words.ts";

const NOBODY = "nobody";

/** Who answers for something, and by when; both may be open. */
export interface OwnerDue {
  readonly owner: string;
  readonly due: string;
}

/** Owner and due day of a form: what the fields show, and what a procedure takes. */
export function useOwnerDue(row: { readonly owner: { readonly id: string } | null; readonly due: Date | null } | null) {
  const [value, onChange] = useState<OwnerDue>({ owner: row?.owner?.id ?? NOBODY, due: dayOf(row?.due) });
  const content = { ownerId: value.owner === NOBODY ? null : value.owner, due: startOf(value.due) };
  return { fields: { value, onChange }, content };
}

export interface OwnerDueFieldsProps {
  readonly scope: ProjectScope;
  readonly value: OwnerDue;
  readonly onChange: (value: OwnerDue) => void;
  /** What the day is, where it is no due day. */
  readonly dueLabel?: string;
}

/** The two fields beside each other, in whatever grid stands around them. */
export function OwnerDueFields({ scope, value, onChange, dueLabel = "Due" }: OwnerDueFieldsProps) {
  const people = useQuery(useTRPC().finding.assignees.queryOptions(scope)).data ?? [];
  return (
    <>
      <Field label="Owner">
        <Select
          value={value.owner}
          onValueChange={(owner) => onChange({ ...value, owner })}
          options={[{ value: NOBODY, label: "nobody" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </Field>
      <Field label={dueLabel}>
        <Input type="date" value={value.due} onChange={(event) => onChange({ ...value, due: event.target.value })} />
      </Field>
    </>
  );
}
