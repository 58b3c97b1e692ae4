import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type MarkKind = "failed" | "missing" | "stale" | "claimed" | "unfailed" | "demonstrated" | "not-required";

/** The words of the marks, worst first: the order in which several collapse into one. */
export const MARK_WORDS: Record<MarkKind, string> = {
  failed: "failed",
  missing: "missing",
  stale: "stale",
  claimed: "claimed",
  unfailed: "never seen to fail",
  demonstrated: "demonstrated",
  "not-required": "not required",
};

export interface MarkProps {
  kind: MarkKind;
  /** Makes it the slot of a matrix, holding how many rows stand behind it. */
  count?: number;
  /** The accessible name; the word of the mark (with the count) unless told. */
  label?: string;
  className?: string;
}

/** One of the six marks (or the faint dot): a slot, wider than high. */
export function Mark({ kind, count, label, className }: MarkProps) {
  const word = MARK_WORDS[kind];
  const name = label ?? (count === undefined ? word : `${word}, ${count}`);
  if (kind === "not-required") {
    return <span role="img" aria-label={name} title={name} className={cn("mk-not-required inline-block", className)} />;
  }
  const counted = count !== undefined && kind !== "failed" && kind !== "missing";
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      className={cn("mk", `mk-${kind}`, count !== undefined && "mk-count", className)}
    >
      {counted && <b aria-hidden="true">{count}</b>}
    </span>
  );
}

const TEXT: Partial<Record<MarkKind, string>> = {
  failed: "text-bad",
  missing: "text-ink-3",
  stale: "text-warn",
  demonstrated: "text-ok",
};

/** A mark with its word beside it (or other words that say what it means here). */
export function MarkWord({ kind, children, className }: { kind: MarkKind; children?: ReactNode; className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2 whitespace-nowrap", TEXT[kind], className)}>
      <span aria-hidden={children === undefined || undefined} className="inline-flex">
        <Mark kind={kind} />
      </span>
      {children ?? MARK_WORDS[kind]}
    </span>
  );
}

export interface MarkLegendProps {
  items: readonly { kind: MarkKind; count?: number }[];
  className?: string;
}

/** What the marks on this screen mean, with how many there are of each. */
export function MarkLegend({ items, className }: MarkLegendProps) {
  return (
    <ul className={cn("flex flex-wrap gap-x-4 gap-y-1 text-12 text-ink-2", className)}>
      {items.map(({ kind, count }) => (
        <li key={kind} className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className="inline-flex">
            <Mark kind={kind} />
          </span>
          {MARK_WORDS[kind]} {count}
        </li>
      ))}
    </ul>
  );
}
