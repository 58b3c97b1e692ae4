"use client";
import type { CommandGroup } from "@redoubt/ui";
import { createContext, type ReactNode, use, useEffect, useState } from "react";

/** Looks things up by name or number; called a moment after the last key, aborted by the next. */
export type PaletteSearch = (text: string, signal: AbortSignal) => Promise<readonly CommandGroup[]>;

interface Registry {
  groups: ReadonlyMap<string, readonly CommandGroup[]>;
  search: PaletteSearch | null;
  setGroups: (key: string, groups: readonly CommandGroup[] | null) => void;
  setSearch: (search: PaletteSearch | null) => void;
}

const RegistryContext = createContext<Registry | null>(null);

/** Keeps what the pages in view put into the command palette. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [groups, setAll] = useState<ReadonlyMap<string, readonly CommandGroup[]>>(new Map());
  const [search, setSearchState] = useState<PaletteSearch | null>(null);
  const [registry] = useState(() => ({
    setGroups: (key: string, next: readonly CommandGroup[] | null) =>
      setAll((current) => {
        const copy = new Map(current);
        if (next === null) copy.delete(key);
        else copy.set(key, next);
        return copy;
      }),
    setSearch: (next: PaletteSearch | null) => setSearchState(() => next),
  }));
  return <RegistryContext value={{ groups, search, ...registry }}>{children}</RegistryContext>;
}

/** The registry around; throws outside of the frame. */
export function useRegistry(): Registry {
  const registry = use(RegistryContext);
  if (registry === null) throw new Error("the command palette needs the frame around it");
  return registry;
}

/**
 * Adds a page's own commands to the palette while the page is in view. `key` names the caller;
 * `groups` must keep its identity between renders (useMemo).
 */
export function usePaletteCommands(key: string, groups: readonly CommandGroup[]): void {
  const { setGroups } = useRegistry();
  useEffect(() => {
    setGroups(key, groups);
    return () => setGroups(key, null);
  }, [key, groups, setGroups]);
}

/** Lets the palette find things on the server; `search` must keep its identity between renders. */
export function usePaletteSearch(search: PaletteSearch): void {
  const { setSearch } = useRegistry();
  useEffect(() => {
    setSearch(search);
    return () => setSearch(null);
  }, [search, setSearch]);
}
