import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface TimelineEntry {
  id: string;
  /** What happened: who in medium weight, then the deed. */
  text: ReactNode;
  /** More below: a comment, a reason. */
  detail?: ReactNode;
  time: ReactNode;
  tone?: "plain" | "ok" | "bad" | "warn";
}

const DOT = {
  plain: "border-line-control bg-surface",
  ok: "border-demonstrated bg-demonstrated",
  bad: "border-failed bg-failed",
  warn: "border-stale bg-stale",
};

/** What happened, newest first, on one line. */
export function Timeline({ entries, className }: { entries: readonly TimelineEntry[]; className?: string }) {
  return (
    <ol className={cn("timeline", className)}>
      {entries.map((entry) => (
        <li key={entry.id} className="grid grid-cols-[18px_minmax(0,1fr)_auto] pb-2 text-12/[17px] text-ink-2">
          <span
            aria-hidden="true"
            className={cn("relative mt-[5px] size-[7px] rounded-full border-[1.5px]", DOT[entry.tone ?? "plain"])}
          />
          <div className="min-w-0 wrap-anywhere [&_b]:font-medium [&_b]:text-ink">
            {entry.text}
            {entry.detail && <div className="mt-1 text-13 text-ink">{entry.detail}</div>}
          </div>
          <div className="pl-2 whitespace-nowrap text-ink-3 tabular-nums">{entry.time}</div>
        </li>
      ))}
    </ol>
  );
}
