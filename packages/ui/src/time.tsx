"use client";
import { useSyncExternalStore } from "react";
import { absoluteTime, relativeTime } from "./relative-time.ts";

// One timer for all of them; its value is the current half minute, so that equal reads are equal.
const BEAT = 30_000;
const beat = () => Math.floor(Date.now() / BEAT) * BEAT;

function subscribe(onBeat: () => void): () => void {
  const timer = setInterval(onBeat, BEAT);
  return () => clearInterval(timer);
}

export interface TimeProps {
  /** ISO text or a date. */
  value: string | Date;
  /** `absolute` is date and clock in UTC; `short` is the span alone, for columns: "3 h". */
  format?: "relative" | "absolute" | "short";
  className?: string;
}

/** A moment: relative and kept current, with the exact one on hover. */
export function Time({ value, format = "relative", className }: TimeProps) {
  const now = useSyncExternalStore(subscribe, beat, beat);
  const time = new Date(value);
  const iso = time.toISOString();
  const text = format === "absolute" ? absoluteTime(time) : relativeTime(time, new Date(now), format === "short");
  return (
    // The server's half minute may be the one before; the text settles at the next beat.
    <time dateTime={iso} title={iso} className={className} suppressHydrationWarning>
      {text}
    </time>
  );
}
