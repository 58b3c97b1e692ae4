"use client";
import type { FindingGroup, GroupKey } from "@redoubt/domain/finding";
import { scannerTitle } from "@redoubt/domain/scan";
import { cn, Count, SelectBox } from "@redoubt/ui";
import { ChevronDown, ChevronRight } from "lucide-react";
import { SeverityLevel } from "../tags.tsx";
import { SEVERITY_WORDS } from "../words.ts";

export const HEADING_HEIGHT = 32;

export interface GroupHeadingProps {
  readonly group: FindingGroup;
  readonly part: string;
  readonly folded: boolean;
  /** How many are left of those that were counted. */
  readonly left: number;
  /** How much of it is selected; null where nothing can be. */
  readonly selected: boolean | "indeterminate" | null;
  readonly onFold: (part: string) => void;
  readonly onSelect: (part: string, on: boolean) => void;
  /** The name of a project by its address. */
  readonly projectName: (slug: string) => string;
}

/** The heading of a group: what its findings have in common, how bad the worst is, how many there are. */
export function GroupHeading(props: GroupHeadingProps) {
  const { group, part, folded, left, selected, onFold, onSelect, projectName } = props;
  const { title, note } = groupWords(group.key, projectName);
  const Chevron = folded ? ChevronRight : ChevronDown;
  const count = `${left.toLocaleString("en")}${group.more ? "+" : ""}`;
  return (
    <div className="group flex h-8 items-center gap-2 border-b border-line bg-canvas pr-3 pl-2 text-12">
      <button
        type="button"
        aria-expanded={!folded}
        aria-label={`${title}, ${count} findings`}
        data-heading={part}
        className="iconbtn size-6 flex-none"
        onClick={() => onFold(part)}
      >
        <Chevron aria-hidden="true" className="size-3.5" />
      </button>
      <span className="relative flex w-4 flex-none items-center">
        {group.key.by !== "severity" && (
          <span className={cn(selected !== null && "group-hover:invisible", selected && "invisible")}>
            <SeverityLevel severity={group.worst} bare />
          </span>
        )}
        {selected !== null && (
          <SelectBox
            aria-label={`Select all of ${title}`}
            data-select-group={part}
            tabIndex={-1}
            selected={selected}
            className={cn(
              "absolute top-1/2 left-0 -translate-y-1/2 focus-visible:opacity-100",
              selected === false && "opacity-0 group-hover:opacity-100",
            )}
            onClick={(event) => {
              event.preventDefault();
              onSelect(part, selected !== true);
            }}
          />
        )}
      </span>
      <button
        type="button"
        tabIndex={-1}
        aria-hidden="true"
        className="flex min-w-0 flex-1 items-baseline gap-2 text-left"
        onClick={() => onFold(part)}
      >
        <b className="min-w-0 truncate font-medium" title={title}>
          {title}
        </b>
        {note !== null && <span className="min-w-0 flex-none truncate text-ink-3">{note}</span>}
      </button>
      <Count className="flex-none">{count}</Count>
    </div>
  );
}

/** A group in words: its name, and what tells it from others of the name. */
export function groupWords(
  key: GroupKey,
  projectName: (slug: string) => string,
): { title: string; note: string | null } {
  switch (key.by) {
    case "severity":
      return { title: SEVERITY_WORDS[key.severity], note: null };
    case "detector":
      return key.detector === null || key.scanner === null
        ? { title: "Recorded by hand", note: null }
        : { title: key.detector, note: scannerTitle(key.scanner) };
    case "file":
      return { title: key.path ?? "No file", note: null };
    case "function": {
      if (key.path === null) return { title: "No file", note: null };
      const file = key.path.split("/").at(-1) ?? key.path;
      const name = [key.container, key.callable].filter((part) => part !== null).join(".");
      return name === "" ? { title: file, note: "outside of functions" } : { title: name, note: file };
    }
    case "project":
      return { title: projectName(key.project), note: null };
  }
}
