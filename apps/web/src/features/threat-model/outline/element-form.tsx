"use client";
import {
  type Attributes,
  type DiagramElement,
  ELEMENT_KINDS,
  type ElementKind,
  KIND_WORDS,
  KNOWN_ATTRIBUTES,
  TRUST_WORDS,
} from "@redoubt/domain/threat-model";
import { Button, Callout, Checkbox, Field, FieldSet, Input, Select, Textarea } from "@redoubt/ui";
import { useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";
import { AttributeFields } from "./attribute-fields.tsx";
import type { Diagram } from "./outline-screen.tsx";
import { elementChange, useChange } from "./use-change.ts";

const KINDS = ELEMENT_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }));
const OUTSIDE = "outside";
const TRUST = TRUST_WORDS.map((label, index) => ({ value: String(index), label: `${index}: ${label}` }));

export interface ElementFormProps {
  readonly scope: ProjectScope;
  readonly diagram: Diagram;
  /** Null for a new one. */
  readonly element: DiagramElement | null;
  readonly onDone: () => void;
}

/** What an element is, where it stands, and the facts that generators ask for. */
export function ElementForm({ scope, diagram, element, onDone }: ElementFormProps) {
  const [draft, setDraft] = useState(() => elementChange(element, diagram.diagrams[0]?.key ?? "main"));
  const [copies, setCopies] = useState(false);
  const [missing, setMissing] = useState<{ name?: string; scope?: string }>({});
  const change = useChange(scope, onDone);
  const set = (part: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...part }));
  const boundaries = diagram.elements.filter(({ kind, id }) => kind === "boundary" && id !== element?.id);
  const submit = (): void => {
    const problems = {
      ...(draft.name.trim() === "" ? { name: "Give it a name." } : {}),
      ...(draft.outOfScope !== null && draft.outOfScope.trim() === "" ? { scope: "Say why it is out of scope." } : {}),
    };
    setMissing(problems);
    if (Object.keys(problems).length > 0) return;
    if (copies && element !== null) {
      const copy = elementChange(null, draft.diagram);
      const made = { ...draft, id: copy.id, rowVersion: 0, position: null, name: `${draft.name} (copy)` };
      change.mutate({ elements: [{ ...made, threatsFrom: element.id }] });
    } else change.mutate({ elements: [draft] });
  };
  return (
    <form
      noValidate
      aria-label={element === null ? "New element" : `Change ${element.name}`}
      className="my-2 flex max-w-[720px] flex-col gap-4 rounded-3 border border-line-strong p-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {change.error !== null && (
        <Callout title="Not saved" live>
          {problemOf(change.error).message}
        </Callout>
      )}
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <Field label="Name" required error={missing.name}>
          <Input value={draft.name} maxLength={200} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <Field label="Kind">
          <Select
            value={draft.kind}
            onValueChange={(value) => set(kindChange(value, draft.kind, draft.trust))}
            options={KINDS}
          />
        </Field>
        <Field label="Stands in">
          <Select
            value={draft.parentId ?? OUTSIDE}
            onValueChange={(value) => set({ parentId: value === OUTSIDE ? null : value })}
            options={[
              { value: OUTSIDE, label: "no boundary" },
              ...boundaries.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
        {draft.kind === "boundary" && (
          <Field label="Trust">
            <Select
              value={String(draft.trust ?? 0)}
              onValueChange={(value) => set({ trust: Number(value) })}
              options={TRUST}
            />
          </Field>
        )}
      </div>
      <Field label="Description">
        <Textarea
          rows={2}
          maxLength={20_000}
          value={draft.description}
          onChange={(event) => set({ description: event.target.value })}
        />
      </Field>
      <AttributeFields
        known={KNOWN_ATTRIBUTES.filter(({ on }) => on.includes(draft.kind))}
        value={draft.attributes}
        onChange={(attributes: Attributes) => set({ attributes })}
      />
      <FieldSet legend="Scope">
        <Checkbox
          label="Out of scope"
          checked={draft.outOfScope !== null}
          onCheckedChange={(checked) => set({ outOfScope: checked === true ? "" : null })}
        />
        {draft.outOfScope !== null && (
          <Field label="Why it is out of scope" required error={missing.scope} className="mt-2">
            <Input
              value={draft.outOfScope}
              maxLength={500}
              onChange={(event) => set({ outOfScope: event.target.value })}
            />
          </Field>
        )}
      </FieldSet>
      {element !== null && element.threats > 0 && (
        <Checkbox
          label="Save as a copy with its threats"
          checked={copies}
          onCheckedChange={(checked) => setCopies(checked === true)}
        />
      )}
      <div className="flex gap-2">
        <Button type="submit" busy={change.isPending}>
          {element === null ? "Add element" : copies ? "Add the copy" : "Save element"}
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Close
        </Button>
        {element !== null && (
          <Button
            variant="ghost"
            className="ml-auto"
            disabled={change.isPending}
            onClick={() => change.mutate({ removeElements: [{ id: element.id, rowVersion: element.rowVersion }] })}
          >
            Remove {element.name}
          </Button>
        )}
      </div>
    </form>
  );
}

function kindChange(value: string, before: ElementKind, trust: number | null) {
  const kind = ELEMENT_KINDS.find((each) => each === value) ?? before;
  return { kind, trust: kind === "boundary" ? (trust ?? 0) : null };
}
