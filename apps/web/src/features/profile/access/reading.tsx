"use client";
import { Button, Callout, notify, notifyProblem } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import type { ProjectScope } from "../words.ts";
import type { AccessMap } from "./access-screen.tsx";

interface Props {
  readonly scope: ProjectScope;
  readonly map: AccessMap;
}

function isReading({ reading }: AccessMap): boolean {
  return reading?.state === "queued" || reading?.state === "running";
}

/** Asks for the powers in the newest code. */
export function ReadButton({ scope, map }: Props) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const read = useMutation(
    trpc.profile.readAccess.mutationOptions({
      onSuccess: async ({ revision }) => {
        notify(`Revision ${revision} is being read`);
        await cache.invalidateQueries(trpc.profile.accessMap.queryFilter(scope));
      },
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  return (
    <Button
      variant={map.powers.length === 0 ? "primary" : "default"}
      busy={read.isPending || isReading(map)}
      onClick={() => read.mutate(scope)}
    >
      {map.read === null ? "Read from code" : "Read the code again"}
    </Button>
  );
}

/** What a reading does now, or why the last one came to nothing. */
export function ReadingLine({ scope, map, may }: Props & { may: boolean }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const cancel = useMutation(
    trpc.profile.cancelAccessReading.mutationOptions({
      onSuccess: async () => {
        notify("The reading is cancelled");
        await cache.invalidateQueries(trpc.profile.accessMap.queryFilter(scope));
      },
      onError: (error) => notifyProblem(problemOf(error).message),
    }),
  );
  const { reading } = map;
  if (reading === null || reading.state === "done" || reading.state === "cancelled") return null;
  const place = "mx-6 mb-3 phone:mx-4";
  if (reading.state === "failed") {
    return (
      <Callout className={place} title={`Revision ${reading.revision} could not be read`}>
        {reading.failure}
      </Callout>
    );
  }
  return (
    <Callout
      className={place}
      tone="note"
      title={
        reading.state === "queued"
          ? `Revision ${reading.revision} waits to be read`
          : `Revision ${reading.revision} is being compiled and read`
      }
      actions={
        may && (
          <Button busy={cancel.isPending} onClick={() => cancel.mutate(scope)}>
            Cancel
          </Button>
        )
      }
    >
      The list below is that of before until it has ended.
    </Callout>
  );
}
