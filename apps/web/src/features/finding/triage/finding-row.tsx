"use client";
import { type FindingOrigin, type FindingState, type FindingSummary, isOpen } from "@redoubt/domain/finding";
import { scannerTitle } from "@redoubt/domain/scan";
import { Avatar, cn, dateText, SelectBox, Time } from "@redoubt/ui";
import { AlarmClock, Lock, UserCheck } from "lucide-react";
import Link from "next/link";
import { memo, type MouseEvent, useState } from "react";
import { SeverityLevel } from "../tags.tsx";
import {
  FOUND_BY,
  findingLabel,
  functionText,
  placeText,
  PROPOSED_WORDS,
  REASON_WORDS,
  STATE_TONES,
  STATE_WORDS,
} from "../words.ts";

export const ROW_HEIGHT = 48;

export interface FindingRowProps {
  readonly finding: FindingSummary;
  readonly href: string;
  readonly withProject: boolean;
  /** The panes show this one. */
  readonly current: boolean;
  /** Takes the focus of the list: one row at a time. */
  readonly focusable: boolean;
  /** Null where nothing can be selected. */
  readonly selected: boolean | null;
  /** Others are selected: the boxes stand open. */
  readonly selecting: boolean;
  /** No longer part of the list; it keeps its place until the list is read anew. */
  readonly gone: boolean;
  /** Came in since the last visit and was not looked at yet. */
  readonly fresh: boolean;
  readonly onOpen: (id: string, event: MouseEvent) => void;
  readonly onToggle: (id: string, range: boolean) => void;
}

/** One finding in two lines: how bad, what, how old; where, by whom found, in which state, whose. */
export const FindingRow = memo(function FindingRow(props: FindingRowProps) {
  const { finding, href, current, focusable, selected, selecting, gone, fresh, onOpen, onToggle } = props;
  const { id, number, title, severity, firstSeenAt } = finding;
  const label = findingLabel(number);
  return (
    <div
      className={cn(
        "group relative flex h-12 flex-col justify-center border-b border-line pr-3 pl-4",
        "hover:bg-hover has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-accent",
        (current || selected) && "bg-selected hover:bg-selected",
        current && "before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-accent",
      )}
    >
      <div className="flex h-5 min-w-0 items-center gap-2">
        <span className="relative flex w-4 flex-none items-center">
          <span className={cn(selected !== null && "group-hover:invisible", (selecting || selected) && "invisible")}>
            <SeverityLevel severity={severity} bare />
          </span>
          {selected !== null && (
            <SelectBox
              aria-label={`Select ${label}`}
              tabIndex={-1}
              selected={selected}
              className={cn(
                "absolute top-1/2 left-0 z-10 -translate-y-1/2 focus-visible:opacity-100",
                !(selecting || selected) && "opacity-0 group-hover:opacity-100",
              )}
              onClick={(event) => {
                event.preventDefault();
                onToggle(id, event.shiftKey);
              }}
            />
          )}
        </span>
        <span className="w-10 flex-none text-ink-3 tabular-nums">{label}</span>
        <Link
          href={href}
          prefetch={false}
          data-row={id}
          tabIndex={focusable ? 0 : -1}
          aria-current={current ? "true" : undefined}
          title={title}
          className={cn(
            "min-w-0 flex-1 truncate outline-none after:absolute after:inset-0",
            current && "font-medium",
            gone && "text-ink-3",
          )}
          onClick={(event) => onOpen(id, event)}
        >
          {fresh && (
            <>
              <span aria-hidden="true" className="mr-1.5 inline-block size-1.5 rounded-full bg-accent align-middle" />
              <span className="sr-only">new, </span>
            </>
          )}
          {title}
        </Link>
        <Time
          value={firstSeenAt}
          format="short"
          className="flex-none text-12 whitespace-nowrap text-ink-3 tabular-nums"
        />
      </div>
      <div className="flex h-5 min-w-0 items-center gap-2 pl-6 text-12 text-ink-3">
        <span className="flex min-w-0 flex-1 items-center gap-1.5">
          <Where {...props} />
        </span>
        <span className="flex flex-none items-center gap-1.5 whitespace-nowrap">
          <Marks finding={finding} gone={gone} />
        </span>
        <span className="flex w-5 flex-none justify-center">
          <Owner finding={finding} />
        </span>
      </div>
    </div>
  );
});

function Where({ finding, withProject }: FindingRowProps) {
  const place = placeText({ ...finding, path: finding.path?.split("/").at(-1) ?? null });
  return (
    <>
      {withProject && <span className="max-w-32 flex-none truncate text-ink-2">{finding.project.name}</span>}
      {place === null ? (
        <span className="truncate">{functionText(finding) ?? FOUND_BY[finding.origin]}</span>
      ) : (
        <span className="truncate font-mono" title={placeText(finding) ?? undefined}>
          {place}
        </span>
      )}
    </>
  );
}

const TONES = { bad: "text-bad", ok: "text-ok", warn: "text-warn", neutral: "", outline: "" } as const;

function Marks({ finding, gone }: { finding: FindingSummary; gone: boolean }) {
  const { proposed, snoozedUntil, restricted } = finding;
  return (
    <>
      {gone && <span className="sr-only">no longer in this list,</span>}
      {restricted && <Lock role="img" aria-label="restricted" className="size-3 text-warn" />}
      {proposed !== null && <UserCheck role="img" aria-label={PROPOSED_WORDS[proposed]} className="size-3 text-warn" />}
      {snoozedUntil !== null && (
        <AlarmClock role="img" aria-label={`snoozed until ${dateText(snoozedUntil)}`} className="size-3" />
      )}
      <Due finding={finding} />
      <Standing finding={finding} />
    </>
  );
}

/** What was decided, for the branch that the list is of before all; who found it while nothing was. */
function Standing({ finding }: { finding: FindingSummary }) {
  const { state, onBranch, scanner, alsoBy } = finding;
  if (onBranch !== null) {
    return (
      <span className={cn("max-w-48 truncate", toneOf(onBranch.state))} title={`on ${onBranch.ref}`}>
        {onBranch.reason === null ? STATE_WORDS[onBranch.state] : REASON_WORDS[onBranch.reason]}
        <span className="text-ink-3"> on {onBranch.ref}</span>
      </span>
    );
  }
  if (state !== "new") return <span className={toneOf(state)}>{stateWords(finding)}</span>;
  const found = scanner === null ? BY_PEOPLE[finding.origin] : [scanner, ...alsoBy].map(scannerTitle).join(", ");
  return <span className="max-w-28 truncate">{finding.reportKey ?? found}</span>;
}

function toneOf(state: FindingState): string {
  return TONES[STATE_TONES[state] as keyof typeof TONES] ?? "";
}

function stateWords({ state, reason, acknowledgedUntil, duplicateOf }: FindingSummary): string {
  if (state === "acknowledged" && acknowledgedUntil !== null)
    return `until ${dateText(acknowledgedUntil).replace(/ \d+$/, "")}`;
  if (state === "dismissed" && reason !== null) return REASON_WORDS[reason];
  if (state === "duplicate" && duplicateOf !== null) return `duplicate of ${findingLabel(duplicateOf)}`;
  return STATE_WORDS[state];
}

/** Shorter than elsewhere: half a line holds it. */
const BY_PEOPLE: Readonly<Record<FindingOrigin, string>> = {
  scanner: "a scan",
  manual: "by hand",
  import: "a report",
  poc: "a PoC",
  report: "an earlier report",
};

const WEEK_MS = 7 * 86_400_000;

/** Until when it was promised, once that is near. */
function Due({ finding: { dueAt, state } }: { finding: FindingSummary }) {
  const [now] = useState(() => Date.now());
  if (dueAt === null || !isOpen(state) || dueAt.getTime() > now + WEEK_MS) return null;
  const day = dateText(dueAt).replace(/ \d+$/, "");
  return dueAt.getTime() < now ? <span className="text-bad">overdue, {day}</span> : <span>due {day}</span>;
}

function Owner({ finding: { assignee } }: { finding: FindingSummary }) {
  if (assignee !== null) return <Avatar name={assignee.name} className="size-5" />;
  return (
    <span
      role="img"
      aria-label="nobody"
      title="nobody"
      className="size-4 rounded-full border border-dashed border-line-control"
    />
  );
}
