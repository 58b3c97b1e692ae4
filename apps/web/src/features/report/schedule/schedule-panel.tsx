"use client";
import type { Cadence, ReportSchedule } from "@redoubt/domain/report";
import { WEEKDAYS } from "@redoubt/domain/report";
import { Button, notifyProblem, Section, Switch, Time } from "@redoubt/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { useLiveQueries } from "#trpc/events.ts";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";
import { ScheduleDialog } from "./schedule-dialog.tsx";

/** When reports come by themselves, whose schedule it is, and whether the reader is told of new ones. */
export function SchedulePanel({ scope, maySet }: { scope: ProjectScope; maySet: boolean }) {
  const trpc = useTRPC();
  const options = trpc.report.schedule.queryOptions(scope);
  useLiveQueries(["report"], [options.queryKey]);
  const { data } = useQuery(options);
  if (data === undefined) return null;
  const { schedule, subscribed } = data;
  return (
    <Section quiet className="border-t-line-strong py-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 phone:basis-full">
          <ScheduleWords schedule={schedule} />
        </div>
        <Subscription scope={scope} subscribed={subscribed} />
        {maySet && (
          <div className="flex gap-2">
            {schedule !== null && <EndButton scope={scope} />}
            <ScheduleDialog scope={scope} current={schedule?.when ?? null} />
          </div>
        )}
      </div>
    </Section>
  );
}

export function cadenceWords(when: Cadence): string {
  if (when.cadence === "on-revision") return "after each new revision of the default branch, once its scans have ended";
  return `every ${WEEKDAYS[when.weekday - 1] ?? "week"} at ${String(when.hour).padStart(2, "0")}:00 UTC`;
}

function ScheduleWords({ schedule }: { schedule: ReportSchedule["schedule"] }) {
  if (schedule === null) return <p className="text-ink-2">No report is made by itself.</p>;
  const { when, setBy, stoppedAt, stoppedBecause, nextAt } = schedule;
  if (stoppedAt !== null) {
    return (
      <p>
        <b className="font-medium text-warn">Scheduled reports stopped</b> <Time value={stoppedAt} />. {stoppedBecause}
      </p>
    );
  }
  return (
    <p>
      A risk report is made <b className="font-medium">{cadenceWords(when)}</b>, in the name of {setBy}.
      {nextAt !== null && (
        <span className="text-ink-3">
          {" "}
          Next <Time value={nextAt} />.
        </span>
      )}
    </p>
  );
}

function Subscription({ scope, subscribed }: { scope: ProjectScope; subscribed: boolean }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const set = useMutation(
    trpc.report.subscribe.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.report.schedule.pathFilter()),
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  return (
    <Switch
      label="Tell me of new reports"
      checked={set.isPending ? set.variables.subscribed : subscribed}
      onCheckedChange={(checked) => set.mutate({ ...scope, subscribed: checked })}
    />
  );
}

function EndButton({ scope }: { scope: ProjectScope }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const clear = useMutation(
    trpc.report.clearSchedule.mutationOptions({
      onSuccess: () => cache.invalidateQueries(trpc.report.schedule.pathFilter()),
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  return (
    <Button busy={clear.isPending} onClick={() => clear.mutate(scope)}>
      End the schedule
    </Button>
  );
}
