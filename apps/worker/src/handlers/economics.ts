import { createSimulation } from "@redoubt/domain/economics";
import {
  completeSimulation,
  failSimulation,
  holdsSimulation,
  locateSimulation,
  releaseSimulation,
  startSimulation,
} from "@redoubt/domain/economics/server";
import { DomainError } from "@redoubt/domain/shared";
import type { HandlerContext, OrganizationHandler } from "./context.ts";

/** Years between two looks at whether somebody has cancelled it: a few dozen milliseconds. */
const YEARS_AT_ONCE = 500;

/** Runs the simulation of the money at risk, in pieces, so that it can be stopped and other jobs go on beside it. */
export const runSimulation: OrganizationHandler = {
  locate: locateSimulation,
  giveUp: async (deps, subjectId, reason) => {
    const task = await startSimulation(deps, subjectId);
    if (task !== null) await failSimulation(deps, task, reason);
  },
  run,
};

async function run({ deps, subjectId, signal, log }: HandlerContext): Promise<void> {
  const task = await startSimulation(deps, subjectId);
  if (task === null) return;
  try {
    const simulation = createSimulation(task.inputs, task.seed);
    while (!simulation.done) {
      simulation.run(YEARS_AT_ONCE);
      signal.throwIfAborted();
      // Asking gives other jobs their turn, too.
      if (!(await holdsSimulation(deps, task))) return;
    }
    await completeSimulation(deps, task, simulation.result());
  } catch (error) {
    if (signal.aborted) await releaseSimulation(deps, task);
    else if (!(error instanceof DomainError) || error.code !== "economics.stale-attempt") {
      log.warn({ err: error }, "simulation failed");
      await failSimulation(deps, task, "The simulation came to no end. Look at the numbers that were stated last.");
    }
  }
}
