"use client";
import { type Attributes, carriesFlows, type DiagramFlow, KNOWN_ATTRIBUTES } from "@redoubt/domain/threat-model";
import { Button, Callout, Checkbox, Field, Input, Select } from "@redoubt/ui";
import { useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";
import { AttributeFields } from "./attribute-fields.tsx";
import type { Diagram } from "./outline-screen.tsx";
import { flowChange, useChange } from "./use-change.ts";

const ON_FLOWS = KNOWN_ATTRIBUTES.filter(({ on }) => on.includes("flow"));

export interface FlowFormProps {
  readonly scope: ProjectScope;
  readonly diagram: Diagram;
  /** Null for a new one. */
  readonly flow: DiagramFlow | null;
  readonly onDone: () => void;
}

/** What flows from where to where. */
export function FlowForm({ scope, diagram, flow, onDone }: FlowFormProps) {
  const [draft, setDraft] = useState(() => flowChange(flow, diagram.diagrams[0]?.key ?? "main"));
  const [tried, setTried] = useState(false);
  const change = useChange(scope, onDone);
  const set = (part: Partial<typeof draft>): void => setDraft((before) => ({ ...before, ...part }));
  const ends = diagram.elements
    .filter(({ kind }) => carriesFlows(kind))
    .map(({ id, name }) => ({ value: id, label: name }));
  const missing = (id: string | null): string | undefined => (tried && id === null ? "Choose an element." : undefined);
  return (
    <form
      noValidate
      aria-label={flow === null ? "New flow" : "Change the flow"}
      className="my-2 flex max-w-[720px] flex-col gap-4 rounded-3 border border-line-strong p-4"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (draft.sourceId !== null && draft.targetId !== null) change.mutate({ flows: [draft] });
      }}
    >
      {change.error !== null && (
        <Callout title="Not saved" live>
          {problemOf(change.error).message}
        </Callout>
      )}
      <div className="grid grid-cols-3 gap-3 phone:grid-cols-1">
        <Field label="From" required error={missing(draft.sourceId)}>
          <Select
            value={draft.sourceId ?? ""}
            placeholder="Choose"
            onValueChange={(sourceId) => set({ sourceId })}
            options={ends}
          />
        </Field>
        <Field label="To" required error={missing(draft.targetId)}>
          <Select
            value={draft.targetId ?? ""}
            placeholder="Choose"
            onValueChange={(targetId) => set({ targetId })}
            options={ends}
          />
        </Field>
        <Field label="What flows">
          <Input value={draft.name} maxLength={200} onChange={(event) => set({ name: event.target.value })} />
        </Field>
      </div>
      <Checkbox
        label="Both ways"
        checked={draft.bidirectional}
        onCheckedChange={(checked) => set({ bidirectional: checked === true })}
      />
      <AttributeFields
        known={ON_FLOWS}
        value={draft.attributes}
        onChange={(attributes: Attributes) => set({ attributes })}
      />
      <div className="flex gap-2">
        <Button type="submit" busy={change.isPending}>
          {flow === null ? "Add flow" : "Save flow"}
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Close
        </Button>
        {flow !== null && (
          <Button
            variant="ghost"
            className="ml-auto"
            disabled={change.isPending}
            onClick={() => change.mutate({ removeFlows: [{ id: flow.id, rowVersion: flow.rowVersion }] })}
          >
            Remove the flow
          </Button>
        )}
      </div>
    </form>
  );
}
