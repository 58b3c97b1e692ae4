"use client";
import { Button, notify, notifyProblem, Spinner, Time } from "@redoubt/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#trpc/client.tsx";
import { problemOf } from "#trpc/problem.ts";
import type { EconomicsPage, ProjectScope } from "../words.ts";

function isRunning({ latest }: EconomicsPage): boolean {
  return latest?.state === "queued" || latest?.state === "running";
}

/** When the simulation ran, whether it is behind the facts, and what became of the newest run. */
export function RunState({ page }: { page: EconomicsPage }) {
  const { simulation, latest } = page;
  return (
    <span role="status" className="inline-flex flex-wrap items-center gap-x-1.5">
      {isRunning(page) ? (
        <>
          <Spinner /> simulating ten thousand years
        </>
      ) : latest?.state === "failed" ? (
        <span className="text-bad">last run failed: {latest.failure}</span>
      ) : simulation === null ? (
        "not simulated yet"
      ) : simulation.isCurrent ? (
        <span>
          simulated <Time value={simulation.at} />
        </span>
      ) : (
        <span className="text-warn">
          facts have changed since the run <Time value={simulation.at} />
        </span>
      )}
    </span>
  );
}

/** Runs the simulation, or stops the one that runs. */
export function RunButton({ scope, page }: { scope: ProjectScope; page: EconomicsPage }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const read = (): Promise<void> => cache.invalidateQueries(trpc.economics.get.queryFilter(scope));
  const onError = (error: unknown): void => {
    notifyProblem(problemOf(error).message);
  };
  const simulate = useMutation(trpc.economics.simulate.mutationOptions({ onSuccess: read, onError }));
  const cancel = useMutation(
    trpc.economics.cancelSimulation.mutationOptions({
      onSuccess: async () => {
        await read();
        notify("The simulation is stopped");
      },
      onError,
    }),
  );
  const id = page.latest?.id;
  if (isRunning(page) && id !== undefined) {
    return (
      <Button busy={cancel.isPending} onClick={() => cancel.mutate({ ...scope, simulationId: id })}>
        Stop
      </Button>
    );
  }
  return (
    <Button busy={simulate.isPending} onClick={() => simulate.mutate({ ...scope })}>
      {page.simulation === null ? "Simulate" : "Simulate again"}
    </Button>
  );
}
