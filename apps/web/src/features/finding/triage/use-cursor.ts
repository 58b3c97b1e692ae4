"use client";
import { useQueryState } from "nuqs";
import { useCallback, useEffect, useState } from "react";
import { ITEM_PARSER } from "../list/list-state.ts";
import type { Board } from "./board.ts";
import { type Item, itemOf, itemText } from "./item.ts";
import type { TriageScope } from "./source.ts";

export interface Cursor {
  /** What the panes show: what the address names, else the first of the list. */
  readonly item: Item | null;
  /** Its id, once it is known. */
  readonly id: string | null;
  /** A press of a key replaces the entry of the history, a click makes one. */
  readonly go: (id: string, how?: "push" | "replace") => void;
}

/** The finding that one looks at, kept in the address. */
export function useCursor(scope: TriageScope, board: Board, isWide: boolean): Cursor {
  const [text, setText] = useQueryState("item", ITEM_PARSER);
  const named = itemOf(text, scope);
  const first = isWide && named === null ? board.step(null, 1) : null;
  const firstRow = first === null ? undefined : board.row(first);
  const item = named ?? (firstRow === undefined ? null : { project: firstRow.project.slug, number: firstRow.number });
  const id = named === null ? first : board.idOf(named.project, named.number);
  const { organization, project } = scope;
  const go = useCallback(
    (next: string, how: "push" | "replace" = "replace") => {
      const row = board.row(next);
      if (row === undefined) return;
      const target = { project: row.project.slug, number: row.number };
      void setText(itemText(target, { organization, project }), { history: how });
    },
    [board, setText, organization, project],
  );
  return { item, id, go };
}

const WIDE = "(width >= 1100px)";

/** True where code and decision stand beside the list; false until the window is known. */
export function useIsWide(): boolean {
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const query = window.matchMedia(WIDE);
    const read = () => setWide(query.matches);
    read();
    query.addEventListener("change", read);
    return () => query.removeEventListener("change", read);
  }, []);
  return isWide;
}
