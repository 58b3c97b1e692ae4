"use client";
import { useCallback, useMemo, useState } from "react";
import type { Board } from "./board.ts";

/** As many findings are selected at once. */
export const MOST_SELECTED = 1000;

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Selects or deselects one; with `range` everything between it and the one before it too. */
  readonly toggle: (id: string, range?: boolean) => void;
  /** Selects these as well. */
  readonly add: (ids: readonly string[]) => void;
  readonly remove: (ids: readonly string[]) => void;
  readonly clear: () => void;
}

/** What is selected of a list, by id, so that it stays while rows come in. */
export function useSelection(board: Board): Selection {
  const [held, setHeld] = useState<{ view: string; ids: ReadonlySet<string>; last: string | null }>({
    view: board.shape.view,
    ids: NONE,
    last: null,
  });
  // Another list has another selection.
  const own = held.view === board.shape.view ? held : { view: board.shape.view, ids: NONE, last: null };
  const set = useCallback(
    (ids: Iterable<string>, last: string | null) =>
      setHeld({ view: board.shape.view, ids: new Set([...ids].slice(0, MOST_SELECTED)), last }),
    [board],
  );
  const { ids, last } = own;
  // The same until it changes: rows are drawn anew when what they call is another function.
  return useMemo<Selection>(
    () => ({
      ids,
      toggle(id, range = false) {
        const between = range && last !== null ? board.between(last, id) : [id];
        const next = new Set(ids);
        const on = range || !ids.has(id);
        for (const each of between) {
          if (on) next.add(each);
          else next.delete(each);
        }
        set(next, id);
      },
      add: (more) => set(new Set([...ids, ...more]), more.at(-1) ?? last),
      remove: (less) =>
        set(
          [...ids].filter((id) => !less.includes(id)),
          last,
        ),
      clear: () => set(NONE, null),
    }),
    [ids, last, board, set],
  );
}

const NONE: ReadonlySet<string> = new Set();
