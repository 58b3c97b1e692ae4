"use client";
import type { FindingSummary } from "@redoubt/domain/finding";
import { scannerTitle } from "@redoubt/domain/scan";
import { Avatar, Checkbox, dateText, Tag, Time } from "@redoubt/ui";
import Link from "next/link";
import { paths } from "#features/frame/index.ts";
import { SeverityLevel, StateTag } from "../tags.tsx";
import { FOUND_BY, findingLabel, functionText, placeText, PROPOSED_WORDS, REASON_WORDS } from "../words.ts";

export interface FindingRowProps {
  readonly finding: FindingSummary;
  readonly organization: string;
  /** What follows the address, so that the page knows the list it was opened from. */
  readonly query: string;
  readonly withProject: boolean;
  /** No longer part of the list; it keeps its place until the list is read anew. */
  readonly gone: boolean;
  /** Null where nothing can be selected. */
  readonly selected: boolean | null;
  readonly onSelect: (number: number, on: boolean, range: boolean) => void;
}

/** One finding: how bad, what, where, in which state, whose and how old. */
export function FindingRow({ finding, organization, query, withProject, gone, selected, onSelect }: FindingRowProps) {
  const { number, severity, title, state, assignee, firstSeenAt, project } = finding;
  const label = findingLabel(number);
  const href = `${paths.projectSlice(organization, project.slug, "finding")}/${label}${query}`;
  return (
    <li
      className="group relative flex min-h-row-roomy items-center gap-3 border-b border-line px-6 py-1.5 hover:bg-hover has-[a:focus-visible]:bg-selected data-gone:opacity-60 data-selected:bg-selected phone:px-4"
      data-selected={selected === true || undefined}
      data-gone={gone || undefined}
      style={{ contentVisibility: "auto", containIntrinsicBlockSize: "auto 49px" }}
    >
      {selected !== null && (
        <Checkbox
          aria-label={`Select ${label}`}
          checked={selected}
          className="z-10"
          onClick={(event) => {
            event.preventDefault();
            onSelect(number, !selected, event.shiftKey);
          }}
        />
      )}
      <span className="w-18 flex-none phone:hidden">
        <SeverityLevel severity={severity} />
      </span>
      <span className="hidden flex-none self-start pt-1 phone:block">
        <SeverityLevel severity={severity} bare />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex min-w-0 items-baseline gap-2">
          <span className="w-11 flex-none text-ink-3 tabular-nums">{label}</span>
          <Link
            href={href}
            data-list-row={number}
            className="min-w-0 truncate font-medium -outline-offset-2 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {title}
          </Link>
        </div>
        <Place finding={finding} withProject={withProject} />
      </div>
      <span className="flex w-36 flex-none items-center justify-end gap-1 phone:w-auto">
        {gone && <span className="sr-only">no longer in this list,</span>}
        {finding.reason !== null && (
          <span className="truncate text-12 text-ink-3 max-lg:hidden">{REASON_WORDS[finding.reason]}</span>
        )}
        <StateTag state={state} />
      </span>
      <span className="flex w-6 flex-none justify-center phone:hidden">
        {assignee === null ? (
          <span
            role="img"
            aria-label="nobody"
            title="nobody"
            className="size-5 rounded-full border border-dashed border-line-control"
          />
        ) : (
          <Avatar name={assignee.name} />
        )}
      </span>
      <Time value={firstSeenAt} className="w-20 flex-none text-right text-12 text-ink-3 tabular-nums phone:hidden" />
    </li>
  );
}

function Place({ finding, withProject }: { finding: FindingSummary; withProject: boolean }) {
  const place = placeText(finding);
  const where = functionText(finding);
  const by = finding.scanner === null ? FOUND_BY[finding.origin] : scannerTitle(finding.scanner);
  return (
    <div className="flex min-w-0 items-center gap-2 text-12 text-ink-3 phone:flex-wrap phone:gap-y-0">
      {withProject && <span className="flex-none text-ink-2">{finding.project.name}</span>}
      {where !== null && <span className="truncate text-ink-2">{where}</span>}
      {place !== null && (
        <span className="min-w-0 truncate font-mono [direction:rtl]">
          <bdi>{place}</bdi>
        </span>
      )}
      <span className="flex-none max-xl:hidden">{by}</span>
      {finding.dependency && <Tag tone="outline">dependency</Tag>}
      {finding.backlog && <Tag tone="outline">backlog</Tag>}
      {finding.proposed !== null && <Tag tone="warn">{PROPOSED_WORDS[finding.proposed]}</Tag>}
      {finding.snoozedUntil !== null && <Tag tone="outline">until {dateText(finding.snoozedUntil)}</Tag>}
      {finding.restricted && <Tag tone="warn">restricted</Tag>}
      {finding.duplicateOf !== null && <span className="flex-none">of {findingLabel(finding.duplicateOf)}</span>}
    </div>
  );
}
