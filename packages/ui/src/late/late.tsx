"use client";
import { Slot } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useState, useSyncExternalStore } from "react";

/** Code that is fetched when a person reaches for what it draws, and kept. */
export interface Late<T> {
  /** Fetches it, once; a fetch that failed can be tried again. */
  readonly fetch: () => Promise<T>;
  readonly current: () => T | undefined;
  readonly subscribe: (listener: () => void) => () => void;
}

export function late<T>(load: () => Promise<T>): Late<T> {
  const listeners = new Set<() => void>();
  let part: T | undefined;
  let coming: Promise<T> | undefined;
  return {
    current: () => part,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fetch() {
      coming ??= load().then(
        (loaded) => {
          part = loaded;
          for (const listener of listeners) listener();
          return loaded;
        },
        (problem: unknown) => {
          coming = undefined;
          throw problem;
        },
      );
      return coming;
    },
  };
}

/** The part once it has come; it is fetched as soon as it is wanted. */
export function useLate<T>(part: Late<T>, wanted: boolean): T | undefined {
  const current = useSyncExternalStore(part.subscribe, part.current, nothing<T>);
  useEffect(() => {
    // Without a network there is nothing to draw; the next time it is wanted is the next try.
    if (wanted) part.fetch().catch(nothing);
  }, [part, wanted]);
  return current;
}

function nothing<T>(): T | undefined {
  return undefined;
}

/** Where a window stands at its trigger. */
export interface Placement {
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  width?: number;
}

export interface OpenState {
  open?: boolean | undefined;
  defaultOpen?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
}

/** What opens and shuts, by itself or by its owner. `part` is there from the first opening on. */
export function useOpening<T>(part: Late<T>, { open, defaultOpen = false, onOpenChange }: OpenState) {
  const [own, setOwn] = useState(defaultOpen);
  const isOpen = open ?? own;
  const [drawn, setDrawn] = useState(false);
  const current = useLate(part, isOpen);
  if (isOpen && !drawn && current !== undefined) setDrawn(true);
  const change = (next: boolean) => {
    if (open === undefined) setOwn(next);
    onOpenChange?.(next);
  };
  return { part: drawn ? current : undefined, isOpen, change };
}

export interface LateTriggerProps {
  /** The button as it stands until what it opens has come. */
  children: ReactNode;
  part: Late<unknown>;
  popup: "menu" | "dialog";
  /** `byKey` when a key did it: then the focus goes to the first line. */
  onOpen: (byKey: boolean) => void;
}

/** A trigger before its window has come: reaching for it fetches the code, and using it opens. */
export function LateTrigger({ children, part, popup, onOpen }: LateTriggerProps) {
  const reach = useCallback(() => void part.fetch().catch(nothing), [part]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (popup !== "menu" || event.key !== "ArrowDown") return;
    event.preventDefault();
    onOpen(true);
  };
  return (
    <Slot.Root
      aria-haspopup={popup}
      aria-expanded={false}
      data-state="closed"
      onPointerEnter={reach}
      onFocus={reach}
      onKeyDown={onKeyDown}
      // A click without a pointer is a key's.
      onClick={(event) => onOpen(event.detail === 0)}
    >
      {children}
    </Slot.Root>
  );
}
