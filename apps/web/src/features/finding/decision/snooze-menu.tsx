"use client";
import { Button, dateText, DropdownMenu, Kbd, MenuItem, notify, notifyProblem } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { AlarmClock } from "lucide-react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import { countWords, findingLabel } from "../words.ts";
import type { ProjectScope } from "./use-permissions.ts";

const CHOICES = [
  { days: 1, label: "Until tomorrow" },
  { days: 7, label: "For a week" },
  { days: 30, label: "For a month" },
] as const;

export interface SnoozeMenuProps {
  readonly scope: ProjectScope;
  readonly numbers: readonly number[];
  /** Until when they are put off already; null when they are not. */
  readonly until: Date | null;
  readonly onDone?: () => void;
}

/** Puts findings off for the reader alone: others see them as before. */
export function SnoozeMenu({ scope, numbers, until, onDone }: SnoozeMenuProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const snooze = useMutation(
    trpc.finding.snooze.mutationOptions({
      onSuccess: (_changed, sent) => {
        const [first = 0] = numbers;
        const name = numbers.length === 1 ? findingLabel(first) : countWords(numbers.length, "finding");
        const end = sent.until == null ? null : new Date(String(sent.until));
        notify(end === null ? `${name} awake again.` : `${name} put off until ${dateText(end)}, for you alone.`);
        onDone?.();
      },
      onError: (error) => notifyProblem("Nothing was changed", { detail: problemOf(error).message }),
      onSettled: () => client.invalidateQueries(trpc.finding.pathFilter()),
    }),
  );
  const send = (next: Date | null) => snooze.mutate({ ...scope, numbers: [...numbers], until: next });
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" busy={snooze.isPending} data-snooze="" aria-keyshortcuts="h">
          <AlarmClock aria-hidden="true" className="size-3.5" />
          {until === null ? "Snooze" : `Snoozed until ${dateText(until)}`}
          <Kbd aria-hidden="true" className="phone:hidden">
            H
          </Kbd>
        </Button>
      }
    >
      {until !== null && <MenuItem onSelect={() => send(null)}>Wake it up</MenuItem>}
      {CHOICES.map(({ days, label }) => (
        <MenuItem key={days} onSelect={() => send(inDays(days))}>
          {label}
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}

/** Nine in the morning, some days from now, where the reader is. */
function inDays(days: number): Date {
  const day = new Date();
  day.setDate(day.getDate() + days);
  day.setHours(9, 0, 0, 0);
  return day;
}
