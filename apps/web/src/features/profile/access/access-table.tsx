"use client";
import { type AccessRow, keysInWords, reachInWords, span, type Way } from "@redoubt/domain/profile";
import { Avatar, Button, cn, Table, Td, Th, Time, Tr } from "@redoubt/ui";
import { useState } from "react";

export interface AccessTableProps {
  readonly rows: readonly AccessRow[];
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
}

/** One line per power. */
export function AccessTable({ rows, open, onOpen }: AccessTableProps) {
  const [all, setAll] = useState(false);
  const folded = rows.filter((row) => row.folded).length;
  const shown = all ? rows : rows.filter((row) => !row.folded);
  return (
    <>
      <Table label="Powers" roomy className="border-t border-line-strong">
        <thead>
          <tr>
            <Th>Power</Th>
            <Th>Money reachable</Th>
            <Th>Holder</Th>
            <Th>Keys that must fail</Th>
            <Th>Delay</Th>
            <Th>Who would notice</Th>
            <Th>Changed since</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <PowerRow key={row.power.id} row={row} selected={row.power.id === open} onOpen={onOpen} />
          ))}
        </tbody>
      </Table>
      {folded > 0 && (
        <p className="flex items-center gap-2 border-t border-line px-6 py-2 text-12 text-ink-3 phone:px-4">
          {folded} {folded === 1 ? "power moves" : "powers move"} no money by {folded === 1 ? "itself" : "themselves"}.
          <Button variant="ghost" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Fold" : "Show"}
          </Button>
        </p>
      )}
    </>
  );
}

function PowerRow({ row, selected, onOpen }: { row: AccessRow; selected: boolean; onOpen: (id: string) => void }) {
  const { power, title, easiest, red, ways } = row;
  const holder = easiest.through.at(-1) ?? "";
  return (
    <Tr selected={selected}>
      <Td className={cn(red.length > 0 && "shadow-[inset_3px_0_0_var(--failed)]")}>
        <button type="button" className="text-left font-medium hover:underline" onClick={() => onOpen(power.id)}>
          {title}
        </button>
        <div className="truncate text-12 text-ink-3">{power.subject}</div>
      </Td>
      <Td>
        <span className={cn("tabular-nums", row.reach.all && "text-warn")}>{reachInWords(row)}</span>
        <div className="text-12 text-ink-3">{reachNote(row)}</div>
      </Td>
      <Td>
        <span className="flex items-center gap-2">
          <span className="flex -space-x-0.5" aria-hidden="true">
            {(easiest.people.length === 0 ? ["?"] : easiest.people.slice(0, 4)).map((name) => (
              <Avatar key={name} name={name} size="sm" decorative />
            ))}
          </span>
          <span className={cn("min-w-0 truncate", !easiest.stated && "text-warn")}>
            {easiest.stated ? holder : `${holder}: not stated`}
          </span>
        </span>
        <div className="truncate text-12 text-ink-3">
          {easiest.through.length > 1 && `through ${easiest.through.slice(0, -1).join(", ")}`}
          {easiest.through.length === 1 &&
            ways.length > 1 &&
            `or ${ways.length - 1} other ${ways.length === 2 ? "way" : "ways"}`}
        </div>
      </Td>
      <Td className="whitespace-nowrap">
        <Keys way={easiest} />
      </Td>
      <Td>
        <span className={cn(red.includes("no-delay") && "font-medium text-bad")}>{span(easiest.delaySeconds)}</span>
        <div className="text-12 text-ink-3">{easiest.voidDelay !== null && "its delay counts for nothing"}</div>
      </Td>
      <Td>
        <Noticed row={row} />
      </Td>
      <Td className="whitespace-nowrap">
        <Time value={power.changedAt} />
        <div className="text-12 text-ink-3">
          {power.changedRevision === null ? "stated" : `revision ${power.changedRevision}`}
        </div>
      </Td>
    </Tr>
  );
}

function reachNote({ reach, effect }: AccessRow): string {
  if (reach.all) return "tied to no asset";
  if (reach.stated) return "as stated";
  return effect === "freezes"
    ? "keeps people from it"
    : `${reach.assets.length} ${reach.assets.length === 1 ? "asset" : "assets"}`;
}

/** One small box for each key, those that must fail filled. */
export function Keys({ way }: { way: Way }) {
  const { keys, of, stated } = way;
  const words = keysInWords(way);
  if (keys === null || keys === 0) return <span className={cn(keys === 0 && "font-medium text-bad")}>{words}</span>;
  const boxes = Math.min(of ?? keys, 9);
  const tone = keys === 1 ? "border-failed" : "border-claimed";
  return (
    <span className="inline-flex items-center gap-2">
      <span className="inline-flex gap-[3px]" aria-hidden="true">
        {Array.from({ length: boxes }, (_, index) => (
          <i
            // Boxes have no other name than their place.
            key={index}
            className={cn(
              "h-3.5 w-[9px] rounded-[2px] border-[1.5px]",
              tone,
              index < keys && (keys === 1 ? "bg-failed" : "bg-claimed"),
            )}
          />
        ))}
      </span>
      <span className={cn(!stated && "text-warn")}>{words}</span>
    </span>
  );
}

function Noticed({ row: { power, red } }: { row: AccessRow }) {
  const { noticedBy } = power;
  if (noticedBy === null) return <span className="text-ink-3">not stated</span>;
  if (noticedBy === "") return <span className={cn(red.length > 0 && "font-medium text-bad")}>nobody</span>;
  return <span>{noticedBy}</span>;
}
