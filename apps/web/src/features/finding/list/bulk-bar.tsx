"use client";
import {
  commandsFor,
  type Decision,
  type FindingCommand,
  type FindingSummary,
  permissionFor,
} from "@redoubt/domain/finding";
import { Button, DropdownMenu, MenuItem, MenuSeparator, notify, notifyProblem } from "@redoubt/ui";
import { useMutation } from "@tanstack/react-query";
import { UserRound } from "lucide-react";
import { useState } from "react";
import { problemOf } from "#trpc/problem.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import { type Choice, choicesFor, DONE_WORDS, isImmediate } from "../decision/choices.ts";
import { DecisionForm, type Person } from "../decision/decision-form.tsx";
import { SnoozeMenu } from "../decision/snooze-menu.tsx";
import type { ProjectScope } from "../decision/use-permissions.ts";
import { countWords, findingLabel } from "../words.ts";

export interface BulkBarProps {
  readonly scope: ProjectScope;
  readonly chosen: readonly FindingSummary[];
  readonly permissions: ReadonlySet<string>;
  readonly people: readonly Person[];
  readonly self: string | null;
  /** After a change: the list is read anew and nothing stays selected. */
  readonly onDone: () => void;
  readonly onClear: () => void;
}

/** One decision on everything that is selected, all or none. */
export function BulkBar({ scope, chosen, permissions, people, self, onDone, onClear }: BulkBarProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [choice, setChoice] = useState<Choice | null>(null);
  const refuse = (error: unknown) => tellProblem(error, chosen);
  const finish = (words: string, undo: boolean) => {
    const numbers = chosen.map((finding) => finding.number);
    const takeBack = async () => {
      await Promise.allSettled(numbers.map((number) => client.finding.undo.mutate({ ...scope, number })));
      onDone();
    };
    notify(
      `${countWords(chosen.length, "finding")} ${words}.`,
      undo ? { action: { label: "Undo", onAction: () => void takeBack() } } : {},
    );
    setChoice(null);
    onDone();
  };
  const decide = useMutation(
    trpc.finding.decide.mutationOptions({
      onSuccess: (rows, { decision }) => {
        const proposed = rows.filter((row) => row.proposed !== null).length;
        const note = proposed === 0 ? "" : `, ${proposed === rows.length ? "all" : proposed} as proposal`;
        finish(`${DONE_WORDS[decision.command]}${note}`, true);
      },
      onError: refuse,
    }),
  );
  const assign = useMutation(
    trpc.finding.assign.mutationOptions({
      onSuccess: (_rows, { assignee }) => {
        const name = people.find((each) => each.id === assignee)?.name;
        finish(name === undefined ? "given to nobody" : `given to ${name}`, false);
      },
      onError: refuse,
    }),
  );
  const findings = chosen.map(({ number, rowVersion }) => ({ number, rowVersion }));
  const send = (decision: Decision) => decide.mutate({ ...scope, findings, decision });
  const choices = choicesFor(
    sharedCommands(chosen, permissions),
    chosen.map((finding) => finding.state),
  );
  const busy = decide.isPending || assign.isPending;
  return (
    <section
      aria-label="Decide on the selection"
      className="sticky bottom-0 z-20 border-t border-line-strong bg-canvas px-6 py-2 phone:px-4"
    >
      {choice === null ? (
        <div className="flex flex-wrap items-center gap-2">
          <b className="mr-2 font-medium" role="status">
            {chosen.length} selected
          </b>
          {choices.filter(isImmediate).map((each) => (
            <Button key={each.id} busy={busy} onClick={() => send({ command: each.command } as Decision)}>
              {each.label}
            </Button>
          ))}
          {choices.some((each) => !isImmediate(each)) && (
            <DropdownMenu trigger={<Button>Decide</Button>} side="top">
              {choices
                .filter((each) => !isImmediate(each))
                .map((each) => (
                  <MenuItem key={each.id} onSelect={() => setChoice(each)}>
                    {each.label}
                  </MenuItem>
                ))}
            </DropdownMenu>
          )}
          {permissions.has("finding:assign") && (
            <DropdownMenu trigger={<Button>Assign</Button>} side="top">
              {people.map(({ id, name }) => (
                <MenuItem
                  key={id}
                  icon={<UserRound aria-hidden="true" />}
                  onSelect={() => assign.mutate({ ...scope, findings, assignee: id })}
                >
                  {id === self ? `${name} (me)` : name}
                </MenuItem>
              ))}
              <MenuSeparator />
              <MenuItem onSelect={() => assign.mutate({ ...scope, findings, assignee: null })}>Nobody</MenuItem>
            </DropdownMenu>
          )}
          {permissions.has("finding:triage") && (
            <SnoozeMenu scope={scope} numbers={chosen.map(({ number }) => number)} until={null} onDone={onDone} />
          )}
          {choices.length === 0 && <span className="text-12 text-ink-3">No decision fits all of them.</span>}
          <Button variant="ghost" className="ml-auto" onClick={onClear}>
            Clear
          </Button>
        </div>
      ) : (
        <div className="max-w-[480px] py-1">
          <p className="mb-2 font-medium">
            {choice.label}: {countWords(chosen.length, "finding")}
          </p>
          <DecisionForm
            choice={choice}
            people={people}
            self={self}
            busy={busy}
            onDecide={send}
            onCancel={() => setChoice(null)}
          />
        </div>
      )}
    </section>
  );
}

/** What every one of them allows this person. */
function sharedCommands(chosen: readonly FindingSummary[], permissions: ReadonlySet<string>): FindingCommand[] {
  const sets = chosen.map((finding) =>
    commandsFor(finding.state).filter((command) => permissions.has(permissionFor(command, finding.severity))),
  );
  const [first = [], ...rest] = sets;
  return first.filter((command) => rest.every((set) => set.includes(command)));
}

function tellProblem(error: unknown, chosen: readonly FindingSummary[]): void {
  const { message, details, requestId } = problemOf(error);
  const number = typeof details.number === "number" ? details.number : null;
  const isOne = number !== null && chosen.length > 1;
  notifyProblem(isOne ? `Nothing was changed, because of ${findingLabel(number)}` : "Nothing was changed", {
    detail: requestId === null ? message : `${message} Reference ${requestId}.`,
  });
}
