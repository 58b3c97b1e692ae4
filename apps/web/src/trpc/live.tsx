"use client";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";

/** What changed, as the stream tells it: ids only; ask for the rest. */
export interface Change {
  /** The slice. */
  readonly topic: string;
  /** UUIDs as the database has them, not typed ids. */
  readonly projectId: string | null;
  readonly subjectId: string;
}

type Listener = (change: Change) => void;
const Listeners = createContext<Set<Listener> | null>(null);

/** Router keys of a topic: those of its slice. */
function routerKey(topic: string): string {
  return topic.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

/**
 * The tab's one event stream for an organization: every change asks again for the queries of its slice that are on
 * screen. Closed while the tab is hidden; on return, and after a gap, everything on screen is asked for again.
 */
export function LiveProvider({ organization, children }: { organization: string; children: ReactNode }) {
  const cache = useQueryClient();
  const [listeners] = useState(() => new Set<Listener>());
  useEffect(() => {
    let source: EventSource | undefined;
    let missed = false;
    const readAll = (): void => void cache.invalidateQueries();
    const open = (): void => {
      if (source !== undefined || document.hidden) return;
      source = new EventSource(`/api/o/${encodeURIComponent(organization)}/events`);
      source.addEventListener("open", () => {
        if (missed) readAll();
        missed = true;
      });
      source.addEventListener("gap", readAll);
      source.addEventListener("change", (event) => {
        const change = JSON.parse(event.data as string) as Change;
        void cache.invalidateQueries({ predicate: ({ queryKey }) => startsWith(queryKey, routerKey(change.topic)) });
        for (const listener of [...listeners]) listener(change);
      });
      // The server has ended it for a reason: the page asks anew and finds out which.
      source.addEventListener("end", () => {
        close();
        window.location.reload();
      });
    };
    const close = (): void => {
      source?.close();
      source = undefined;
    };
    const onVisibility = (): void => (document.hidden ? close() : open());
    open();
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      close();
    };
  }, [cache, listeners, organization]);
  return <Listeners value={listeners}>{children}</Listeners>;
}

function startsWith(queryKey: readonly unknown[], router: string): boolean {
  const [path] = queryKey;
  return Array.isArray(path) && path[0] === router;
}

/** Calls back for each change of a topic while the component is on screen. */
export function useChanges(topic: string, onChange: (change: Change) => void): void {
  const listeners = useContext(Listeners);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    const listener: Listener = (change) => {
      if (change.topic === topic) latest.current(change);
    };
    listeners?.add(listener);
    return () => void listeners?.delete(listener);
  }, [listeners, topic]);
}
