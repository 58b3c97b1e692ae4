"use client";
import type { CodeLine } from "@redoubt/ui";
import { useEffect, useMemo, useState } from "react";
import { highlightedBefore, highlightLines, plainLines } from "./highlight.ts";

/** Lines with colours once they are there; plain at once, so that nothing jumps. */
export function useHighlighted(text: string | null, path: string, from = 1): readonly CodeLine[] {
  const known = text === null ? undefined : highlightedBefore(text, path, from);
  const [coloured, setColoured] = useState<{ text: string; path: string; lines: readonly CodeLine[] } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    if (text === null || known !== undefined) return;
    highlightLines(text, path, from)
      .then((lines) => isCurrent && setColoured({ text, path, lines }))
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [text, path, from, known]);
  const plain = useMemo(() => (text === null ? NO_LINES : plainLines(text, from)), [text, from]);
  if (known !== undefined) return known;
  return coloured !== null && coloured.text === text && coloured.path === path ? coloured.lines : plain;
}

const NO_LINES: readonly CodeLine[] = [];
