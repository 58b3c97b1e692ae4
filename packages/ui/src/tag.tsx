import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export type TagTone =
  | "neutral"
  | "outline"
  | "accent"
  | "ok"
  | "warn"
  | "bad"
  | "level-0"
  | "level-1"
  | "level-2"
  | "level-3"
  | "level-4";

const TONES: Record<TagTone, string> = {
  neutral: "bg-sunken text-ink-2",
  outline: "inset-ring inset-ring-line-strong text-ink-2",
  accent: "bg-accent-soft text-accent-text",
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  "level-0": "bg-info-soft text-info",
  "level-1": "bg-low-soft text-low",
  "level-2": "bg-medium-soft text-medium",
  "level-3": "bg-high-soft text-high",
  "level-4": "bg-critical-soft text-critical",
};

/** A word in a small box: a name, a state, a count with its noun. */
export function Tag({ tone = "neutral", className, ...rest }: ComponentProps<"span"> & { tone?: TagTone }) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center gap-1 rounded-1 px-1.5 text-12 whitespace-nowrap",
        TONES[tone],
        className,
      )}
      {...rest}
    />
  );
}
