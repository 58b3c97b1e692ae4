"use client";
import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { LIST_PARSERS, type ListState } from "./list-state.ts";

export type ChangeList = (patch: Partial<ListState>, how?: "push" | "replace") => void;

/** The state of the list in the address; a choice makes an entry in the history, typing does not. */
export function useListState(): [ListState, ChangeList] {
  const [state, setState] = useQueryStates(LIST_PARSERS);
  const change = useCallback<ChangeList>((patch, how = "push") => void setState(patch, { history: how }), [setState]);
  return [state, change];
}
