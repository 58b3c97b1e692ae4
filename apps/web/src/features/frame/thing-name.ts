"use client";
import { usePathname } from "next/navigation";
import { useLayoutEffect, useSyncExternalStore } from "react";

// What the page on screen calls its thing, by its address. One store for the tab: the frame stands above all pages.
const names = new Map<string, string>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells the frame what the thing of this page is called, where its address does not say it: "Import 3". */
export function useThingName(name: string): void {
  const pathname = usePathname();
  useLayoutEffect(() => {
    names.set(pathname, name);
    tell();
    return () => {
      names.delete(pathname);
      tell();
    };
  }, [pathname, name]);
}

/** The name that the page at an address has told; undefined when it has told none. */
export function useToldName(pathname: string): string | undefined {
  return useSyncExternalStore(
    subscribe,
    () => names.get(pathname),
    () => undefined,
  );
}
