"use client";
import { useEffect, useMemo, useState } from "react";
import { keepPlaces, type StableRows } from "./stable-rows.ts";

const NOTHING: readonly never[] = [];

/**
 * Rows that stay where they are while news come in. `view` names what the list is asked for: another one starts
 * anew, as does `refresh`.
 */
export function useStableRows<T extends { readonly id: string }>(
  fresh: readonly T[],
  view: string,
): StableRows<T> & { refresh: () => void } {
  const [held, setHeld] = useState<{ view: string; rows: readonly T[] }>({ view, rows: NOTHING });
  const shown = held.view === view ? held.rows : NOTHING;
  const merged = useMemo(() => keepPlaces(shown, fresh), [shown, fresh]);
  useEffect(() => {
    const isSame = merged.rows.length === shown.length && merged.rows.every((row, index) => row === shown[index]);
    if (!isSame) setHeld({ view, rows: merged.rows });
  }, [merged, shown, view]);
  return { ...merged, refresh: () => setHeld({ view, rows: NOTHING }) };
}
