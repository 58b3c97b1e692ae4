import { cn } from "./cn.ts";

export type BarTone = "accent" | "ok" | "warn" | "bad" | "plain";

const FILL: Record<BarTone, string> = {
  accent: "bg-accent",
  ok: "bg-demonstrated",
  warn: "bg-stale",
  bad: "bg-failed",
  plain: "bg-chart-2",
};

export interface ProgressProps {
  /** Part done, 0 to 1; `null` when it is not known yet. */
  value: number | null;
  /** The accessible name: what is in progress. */
  label: string;
  tone?: BarTone;
  className?: string;
}

/** How much of the work is done, as a thin bar. */
export function Progress({ value, label, tone = "accent", className }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      className={cn("block h-1 min-w-0 overflow-hidden rounded-full bg-line", className)}
    >
      <span className={cn("block h-full rounded-full", FILL[tone])} style={{ width: `${percent ?? 8}%` }} />
    </span>
  );
}

export interface ProgressPart {
  id: string;
  label: string;
  /** Its share of the whole work, in any unit. */
  weight: number;
  /** Part done, 0 to 1. */
  done: number;
}

/** The progress of work in parts: each part is as long as its weight. */
export function PartsProgress({
  parts,
  label,
  className,
}: {
  parts: readonly ProgressPart[];
  label: string;
  className?: string;
}) {
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const done = parts.reduce((sum, part) => sum + part.weight * part.done, 0);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={total === 0 ? 0 : Math.round((done / total) * 100)}
      className={cn("flex h-2 gap-0.5", className)}
    >
      {parts.map((part) => (
        <span
          key={part.id}
          title={part.label}
          className="min-w-1 bg-line"
          style={{ flexGrow: part.weight, flexBasis: 0 }}
        >
          <span className="block h-full bg-accent" style={{ width: `${part.done * 100}%` }} />
        </span>
      ))}
    </div>
  );
}
