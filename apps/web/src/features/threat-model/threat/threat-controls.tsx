"use client";
import type { ThreatDetail } from "@redoubt/domain/threat-model";
import { Button, MarkWord, notifyProblem, Section, Select, Tag } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { ControlForm } from "../control/control-form.tsx";
import { CONTROL_KIND_WORDS, CONTROL_STATE_WORDS, type ProjectScope } from "../words.ts";

export interface ThreatControlsProps {
  readonly scope: ProjectScope;
  readonly threat: ThreatDetail;
  readonly mayChange: boolean;
}

/** The controls that answer a threat; a void one is struck through, with the word. */
export function ThreatControls({ scope, threat, mayChange }: ThreatControlsProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [adding, setAdding] = useState(false);
  const all = useQuery(trpc.threatModel.controls.queryOptions(scope)).data ?? [];
  const link = useMutation(
    trpc.threatModel.linkControl.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.threatModel.pathFilter()),
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  const others = all.filter(({ number }) => threat.controls.every((control) => control.number !== number));
  return (
    <Section
      title="What answers it"
      actions={
        mayChange &&
        !adding && (
          <>
            {others.length > 0 && (
              <Select
                label="Link a control"
                placeholder="Link a control"
                className="w-48 phone:w-36"
                value=""
                onValueChange={(value) =>
                  link.mutate({ ...scope, control: Number(value), threat: threat.number, linked: true })
                }
                options={others.map(({ number, name }) => ({ value: String(number), label: `C-${number} ${name}` }))}
              />
            )}
            <Button onClick={() => setAdding(true)}>New control</Button>
          </>
        )
      }
    >
      {adding && (
        <div className="mb-4">
          <ControlForm scope={scope} control={null} threats={[threat.number]} onDone={() => setAdding(false)} />
        </div>
      )}
      {threat.controls.length === 0 && !adding && <p className="text-ink-2">Nothing answers it yet.</p>}
      <ul className="flex flex-col">
        {threat.controls.map((control) => (
          <li
            key={control.number}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2 first:border-t-0"
          >
            <span className="min-w-0 flex-1 wrap-anywhere">
              <span className={control.isVoid ? "line-through" : undefined}>
                C-{control.number} {control.name}
              </span>{" "}
              <span className="text-12 text-ink-3">{CONTROL_KIND_WORDS[control.kind]}</span>
            </span>
            {control.isVoid ? (
              <Tag tone="bad">void</Tag>
            ) : (
              <MarkWord kind={control.state === "in-place" ? "claimed" : "missing"}>
                {CONTROL_STATE_WORDS[control.state]}
              </MarkWord>
            )}
            {mayChange && (
              <Button
                variant="ghost"
                aria-label={`Unlink C-${control.number}`}
                disabled={link.isPending}
                onClick={() => link.mutate({ ...scope, control: control.number, threat: threat.number, linked: false })}
              >
                Unlink
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
