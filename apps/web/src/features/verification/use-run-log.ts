"use client";
import type { PocRun } from "@redoubt/domain/verification";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLiveQueries } from "#trpc/events.ts";
import { useTRPC, useTRPCClient } from "#trpc/client.tsx";
import type { ProjectScope } from "./use-poc-actions.ts";
import { isUnderWay } from "./verdicts.ts";

/** As many lines as one answer holds. */
const PAGE = 2000;
/** Should an announcement be lost, the log still moves. */
const PATIENCE = 5000;

export interface LogLine {
  readonly seq: number;
  readonly at: Date;
  readonly text: string;
}

export interface RunLog {
  readonly run: PocRun;
  readonly lines: readonly LogLine[];
}

/** The log of a run, read on from its last line whenever the worker announces more. */
export function useRunLog(scope: ProjectScope, runId: string | null) {
  const trpc = useTRPC();
  const calls = useTRPCClient();
  const client = useQueryClient();
  const queryKey = [...trpc.verification.runLog.pathKey(), { scope, runId }] as const;
  useLiveQueries(["verification"], [queryKey]);
  return useQuery({
    queryKey,
    enabled: runId !== null,
    queryFn: async ({ signal }): Promise<RunLog> => {
      const known = client.getQueryData<RunLog>(queryKey);
      let lines: LogLine[] = [...(known?.lines ?? [])];
      let startedAt = known?.run.startedAt?.getTime();
      for (;;) {
        const after = lines.at(-1)?.seq ?? 0;
        const page = await calls.verification.runLog.query({ ...scope, runId: runId ?? "", after }, { signal });
        const began = page.run.startedAt?.getTime();
        if (lines.length > 0 && began !== startedAt) {
          // Another attempt has begun: its lines count from 1.
          lines = [];
          startedAt = began;
          continue;
        }
        startedAt = began;
        lines = [...lines, ...page.lines];
        if (page.lines.length < PAGE) return { run: page.run, lines };
      }
    },
    staleTime: 0,
    refetchInterval: (query) => (query.state.data !== undefined && isUnderWay(query.state.data.run) ? PATIENCE : false),
  });
}
