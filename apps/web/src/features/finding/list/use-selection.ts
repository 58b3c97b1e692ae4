"use client";
import { useState } from "react";

/** The most that one decision takes. */
export const MOST_SELECTED = 200;

export interface Selection {
  readonly numbers: ReadonlySet<number>;
  /** Selects or deselects one; with `range` also everything between it and the one before. */
  select: (number: number, on: boolean, range: boolean) => void;
  selectAll: (on: boolean) => void;
  clear: () => void;
}

/** What is selected of the rows on screen, in their order. */
export function useSelection(order: readonly number[]): Selection {
  const [numbers, setNumbers] = useState<ReadonlySet<number>>(new Set());
  const [last, setLast] = useState<number | null>(null);
  const select = (number: number, on: boolean, range: boolean) => {
    const from = range && last !== null ? order.indexOf(last) : -1;
    const to = order.indexOf(number);
    const touched = from < 0 ? [number] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
    const next = new Set(numbers);
    for (const each of touched) {
      if (on) next.add(each);
      else next.delete(each);
    }
    setNumbers(new Set([...next].slice(0, MOST_SELECTED)));
    setLast(number);
  };
  const onScreen = new Set(order);
  return {
    numbers: new Set([...numbers].filter((each) => onScreen.has(each))),
    select,
    selectAll: (on) => setNumbers(new Set(on ? order.slice(0, MOST_SELECTED) : [])),
    clear: () => setNumbers(new Set()),
  };
}
