"use client";
import type { RunningWork } from "@redoubt/domain/report";
import { notifyProblem, Popover, Progress } from "@redoubt/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "next/navigation";
import { useState } from "react";
import { usePermissions } from "#features/project/index.ts";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import { RunningList } from "./running-list.tsx";
import type { ProjectScope } from "./words.ts";

/** The work that runs in the project on screen, in the top bar; nothing where nothing runs. */
export function JobsStrip({ organization }: { organization: string }) {
  const { project } = useParams<{ project?: string }>();
  return project === undefined ? null : <Strip key={project} scope={{ organization, project }} />;
}

function Strip({ scope }: { scope: ProjectScope }) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const permissions = usePermissions(scope);
  const options = trpc.report.running.queryOptions(scope, { enabled: permissions.has("report:read") });
  useLiveQueries(["source", "scan", "verification", "report"], [options.queryKey]);
  const { data: running = [] } = useQuery(options);
  const cancel = useCancel(scope, permissions);
  const [first] = running;
  if (first === undefined) return null;
  const share = shareOf(running);
  const percent = `${Math.round(share * 100)} %`;
  return (
    <Popover
      label="Running work"
      align="end"
      width={480}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          aria-label={`Running work: ${first.label}${running.length > 1 ? ` and ${running.length - 1} more` : ""}, ${percent}`}
          className="flex h-control items-center gap-2 rounded-2 px-2 text-12 whitespace-nowrap text-ink-2 tabular-nums hover:bg-hover"
        >
          <span className="max-w-40 truncate max-lg:hidden">
            {first.label}
            {running.length > 1 && <span className="text-ink-3"> +{running.length - 1}</span>}
          </span>
          <span aria-hidden="true" className="w-12 phone:w-8">
            <Progress label="All running work" value={Math.max(share, 0.02)} />
          </span>
          <span className="phone:hidden">{percent}</span>
        </button>
      }
    >
      <h2>Running now</h2>
      <RunningList scope={scope} running={running} cancel={cancel} onGo={() => setOpen(false)} className="mt-1" />
      <p className="mt-2 text-12 text-ink-3">Work goes on when you leave the page.</p>
    </Popover>
  );
}

/** The mean of what runs; work that counts no parts weighs nothing until it has ended. */
function shareOf(running: readonly RunningWork[]): number {
  const counted = running.filter((work) => work.total > 0);
  if (counted.length === 0) return 0;
  return counted.reduce((sum, work) => sum + work.share, 0) / counted.length;
}

function useCancel(scope: ProjectScope, permissions: ReadonlySet<string>) {
  const trpc = useTRPC();
  const [busy, setBusy] = useState<string>();
  const told = {
    onError: (error: unknown) => notifyProblem(problemOf(error).message),
    onSettled: () => setBusy(undefined),
  };
  const fetches = useMutation(trpc.source.cancelRevision.mutationOptions(told));
  const scans = useMutation(trpc.scan.cancel.mutationOptions(told));
  return {
    isBusy: (work: RunningWork) => busy === keyOf(work),
    may: (work: RunningWork) =>
      (work.kind === "fetch" && permissions.has("source:write")) ||
      (work.kind === "scan" && permissions.has("scan:run")),
    run: (work: RunningWork) => {
      setBusy(keyOf(work));
      if (work.kind === "fetch") fetches.mutate({ ...scope, revision: work.number });
      else scans.mutate({ ...scope, number: work.number });
    },
  };
}

function keyOf(work: RunningWork): string {
  return `${work.kind} ${work.number}`;
}
