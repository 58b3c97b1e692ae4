"use client";
import { toTypedId } from "@redoubt/domain/shared";
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { type LiveEvent, useLiveEvents } from "#trpc/events.ts";

/** A scan announces itself in the place of the findings that it changed: who knows whether this one is among them. */
const PAUSE_MS = 2000;

/** Reads a finding again at once when it changed, and soon when something changed that may have been it. */
export function useLiveFinding(id: string | undefined, queryKey: QueryKey): void {
  const cache = useQueryClient();
  const named = JSON.stringify(queryKey);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), [named]);
  const listen = useCallback(
    (event: LiveEvent | "gap") => {
      if (id === undefined) return;
      const read = () => {
        timer.current = undefined;
        void cache.invalidateQueries({ queryKey: JSON.parse(named) as QueryKey });
      };
      if (event === "gap") read();
      else if (event.topic === "finding" && toTypedId("finding", event.subjectId) === id) read();
      else if (event.topic === "finding" || event.topic === "verification")
        timer.current ??= setTimeout(read, PAUSE_MS);
    },
    [cache, id, named],
  );
  useLiveEvents(listen);
}
