"use client";
import { toTypedId } from "@redoubt/domain/shared";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { type LiveEvent, useLiveEvents } from "#trpc/events.ts";
import type { TriageScope } from "./source.ts";

/** News are gathered for so long, so that a burst of them is one question. */
const PAUSE_MS = 300;
const MOST = 200;

/** Calls back with the findings that changed in a project or everywhere, gathered; "many" when it cannot say which. */
export function useHeard(scope: TriageScope, onHeard: (ids: readonly string[] | "many") => Promise<void>): void {
  const trpc = useTRPC();
  const { organization, project } = scope;
  const named = { organization, project: project ?? "" };
  const { data } = useQuery(trpc.project.get.queryOptions(named, { enabled: project !== null }));
  const own = data?.id;
  const latest = useRef(onHeard);
  useEffect(() => {
    latest.current = onHeard;
  });
  const gathered = useRef<{ ids: Set<string>; many: boolean; timer: ReturnType<typeof setTimeout> | undefined }>({
    ids: new Set(),
    many: false,
    timer: undefined,
  });
  useEffect(() => {
    const { current } = gathered;
    return () => clearTimeout(current.timer);
  }, []);
  const listen = useCallback(
    (event: LiveEvent | "gap") => {
      const { current } = gathered;
      if (event === "gap") current.many = true;
      else if (event.topic !== "finding") return;
      else if (project !== null && (event.projectId === undefined || toTypedId("project", event.projectId) !== own))
        return;
      else current.ids.add(event.subjectId);
      current.timer ??= setTimeout(() => {
        const heard = current.many || current.ids.size > MOST ? "many" : [...current.ids];
        gathered.current = { ids: new Set(), many: false, timer: undefined };
        void latest.current(heard);
      }, PAUSE_MS);
    },
    [project, own],
  );
  useLiveEvents(listen);
}
