"use client";
import { type Cadence, WEEKDAYS } from "@redoubt/domain/report";
import { Button, Callout, Dialog, DialogClose, Field, RadioGroup, Select } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";

const DAYS = WEEKDAYS.map((label, index) => ({ value: String(index + 1), label }));
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00 UTC`,
}));

/** Sets when risk reports are made by themselves; the person who sets it stands in for them. */
export function ScheduleDialog({ scope, current }: { scope: ProjectScope; current: Cadence | null }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [cadence, setCadence] = useState<Cadence["cadence"]>(current?.cadence ?? "weekly");
  const [weekday, setWeekday] = useState(current?.cadence === "weekly" ? current.weekday : 1);
  const [hour, setHour] = useState(current?.cadence === "weekly" ? current.hour : 6);
  const save = useMutation(
    trpc.report.setSchedule.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.report.schedule.pathFilter());
        setOpen(false);
      },
    }),
  );
  const when: Cadence = cadence === "weekly" ? { cadence, weekday, hour } : { cadence };
  return (
    <Dialog
      trigger={<Button>{current === null ? "Schedule reports" : "Change the schedule"}</Button>}
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open);
        if (!open) save.reset();
      }}
      title="Reports by themselves"
      description="They are made in your name and you are told of each. When you may no longer make reports here, they stop."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" busy={save.isPending} onClick={() => save.mutate({ ...scope, when })}>
            Set the schedule
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {save.error !== null && (
          <Callout title="The schedule was not set" live>
            {problemOf(save.error).message}
          </Callout>
        )}
        <RadioGroup
          label="When"
          value={cadence}
          onValueChange={(value) => setCadence(value === "on-revision" ? "on-revision" : "weekly")}
          options={[
            { value: "weekly", label: "Weekly" },
            {
              value: "on-revision",
              label: "After each new revision of the default branch",
              description: "Once everything that was asked for on it has ended.",
            },
          ]}
        />
        {cadence === "weekly" && (
          <div className="grid grid-cols-2 gap-4">
            <Field label="Day">
              <Select value={String(weekday)} options={DAYS} onValueChange={(value) => setWeekday(Number(value))} />
            </Field>
            <Field label="Hour">
              <Select value={String(hour)} options={HOURS} onValueChange={(value) => setHour(Number(value))} />
            </Field>
          </div>
        )}
      </div>
    </Dialog>
  );
}
