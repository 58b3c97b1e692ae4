"use client";
import { CONTROL_STATES, type Control } from "@redoubt/domain/threat-model";
import { Button, EmptyState, notifyProblem, Section, Select, Table, Tag, Td, Th, Tr } from "@redoubt/ui";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { paths } from "#features/frame/index.ts";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { CONTROL_KIND_WORDS, CONTROL_STATE_WORDS, many, type ProjectScope } from "../words.ts";
import { Assumptions } from "./assumptions.tsx";
import { ControlForm } from "./control-form.tsx";

/** What answers the threats, with what is void and why; and what the model takes for granted. */
export function ControlScreen(scope: ProjectScope) {
  const trpc = useTRPC();
  const options = trpc.threatModel.controls.queryOptions(scope);
  useLiveQueries(["threat-model"], [options.queryKey]);
  const { data: controls } = useSuspenseQuery(options);
  const may = usePermissions(scope).has("threat-model:write");
  const [open, setOpen] = useState<number | "new" | null>(null);
  return (
    <>
      <Section
        title="Controls"
        note={many(controls.length, "control")}
        flush
        actions={may && open !== "new" && <Button onClick={() => setOpen("new")}>New control</Button>}
      >
        {open === "new" && (
          <div className="border-t border-line px-6 py-4 phone:px-4">
            <ControlForm scope={scope} control={null} onDone={() => setOpen(null)} />
          </div>
        )}
        {controls.length === 0 ? (
          <EmptyState compact title="No control yet">
            What keeps a threat from happening, notices it, or answers it. Each threat names those that answer it.
          </EmptyState>
        ) : (
          <Table label="Controls" roomy>
            <thead>
              <tr>
                <Th>Control</Th>
                <Th>Answers</Th>
                <Th className="phone:hidden">Owner</Th>
                <Th>State</Th>
                {may && <Th hideLabel>Actions</Th>}
              </tr>
            </thead>
            <tbody>
              {controls.map((control) => (
                <Row
                  key={control.id}
                  scope={scope}
                  control={control}
                  may={may}
                  selected={open === control.number}
                  onChange={() => setOpen(control.number)}
                />
              ))}
            </tbody>
          </Table>
        )}
      </Section>
      {controls.map((control) =>
        control.number === open ? (
          <Section key={control.id} title={`Change C-${control.number}`}>
            <ControlForm key={control.rowVersion} scope={scope} control={control} onDone={() => setOpen(null)} />
          </Section>
        ) : null,
      )}
      <Assumptions scope={scope} mayChange={may} />
    </>
  );
}

interface RowProps {
  readonly scope: ProjectScope;
  readonly control: Control;
  readonly may: boolean;
  readonly selected: boolean;
  readonly onChange: () => void;
}

function Row({ scope, control, may, selected, onChange }: RowProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const move = useMutation(
    trpc.threatModel.moveControl.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.threatModel.pathFilter()),
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  const base = paths.projectSlice(scope.organization, scope.project, "threat-model");
  const isVoid = control.voidReasons.length > 0;
  return (
    <Tr hover={false} selected={selected}>
      <Td className="align-top">
        <span className={isVoid ? "font-medium line-through" : "font-medium"}>
          C-{control.number} {control.name}
        </span>
        <div className="text-12 text-ink-3">{CONTROL_KIND_WORDS[control.kind]}</div>
        {control.voidReasons.map(({ capability, why }) => (
          <p key={capability} className="mt-1 max-w-[560px] text-12 text-bad">
            <Tag tone="bad">void, {capability}</Tag> {why}
          </p>
        ))}
      </Td>
      <Td className="align-top">
        {control.threats.length === 0 ? (
          <span className="text-ink-3">no threat</span>
        ) : (
          <span className="flex flex-wrap gap-x-2">
            {control.threats.map((threat) => (
              <Link
                key={threat.number}
                href={`${base}/threat/${threat.number}`}
                className="link"
                title={threat.statement}
              >
                T-{threat.number}
              </Link>
            ))}
          </span>
        )}
      </Td>
      <Td className="align-top phone:hidden">{control.owner?.name ?? <span className="text-ink-3">nobody</span>}</Td>
      <Td className="align-top">
        {may ? (
          <Select
            label={`State of C-${control.number}`}
            className="w-32 phone:w-28"
            value={control.state}
            disabled={move.isPending}
            onValueChange={(value) => {
              const state = CONTROL_STATES.find((each) => each === value);
              if (state !== undefined)
                move.mutate({ ...scope, number: control.number, rowVersion: control.rowVersion, state });
            }}
            options={CONTROL_STATES.map((value) => ({ value, label: CONTROL_STATE_WORDS[value] }))}
          />
        ) : (
          CONTROL_STATE_WORDS[control.state]
        )}
      </Td>
      {may && (
        <Td className="align-top">
          <Button variant="ghost" aria-label={`Change C-${control.number}`} onClick={onChange}>
            Change
          </Button>
        </Td>
      )}
    </Tr>
  );
}
