import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type LevelStep = 0 | 1 | 2 | 3 | 4;

export interface LevelProps {
  /** Nought to four filled bars. */
  step: LevelStep;
  /** The word beside the bars, or their accessible name when `bare`. */
  word: string;
  /** Bars only, for narrow rows. */
  bare?: boolean;
  /** More beside the word. */
  children?: ReactNode;
  className?: string;
}

/** A four-step bar and its word. */
export function Level({ step, word, bare, children, className }: LevelProps) {
  if (bare) {
    return <span role="img" aria-label={word} title={word} className={cn("lv gap-0", `lv-${step}`, className)} />;
  }
  return (
    <span className={cn("lv", `lv-${step}`, className)}>
      {word}
      {children}
    </span>
  );
}
