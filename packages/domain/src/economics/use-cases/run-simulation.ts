import { recordAudit } from "../../audit/server.ts";
import type { Deps, Prisma, ProjectDeps } from "../../shared/server.ts";
import { economicsError } from "../errors.ts";
import type { ModelInputs } from "../model/inputs.ts";
import { SimulationResult } from "../result.ts";
import { announceEconomics } from "./place.ts";
import { inputsOf, readFacts } from "./read-facts.ts";

const MAX_CRASHES = 3;

/** One claimed attempt; `attempt` is the fence of everything that follows. */
export interface SimulationTask {
  readonly simulationId: string;
  readonly attempt: number;
  readonly seed: number;
  readonly inputs: ModelInputs;
}

/** The project of a simulation; null when the organization has none such. */
export async function locateSimulation(deps: Deps, simulationId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.simulation.findFirst({
      where: { organizationId: deps.organizationId, id: simulationId },
      select: { projectId: true },
    });
    return row?.projectId ?? null;
  });
}

/**
 * Takes the next attempt with the facts as they stand now; null when there is nothing to do, or after three that died
 * with their process.
 */
export async function startSimulation(deps: ProjectDeps, simulationId: string): Promise<SimulationTask | null> {
  return deps.withOrganization(async (tx) => {
    const { organizationId, projectId } = deps;
    await tx.db.$queryRaw`SELECT 1 FROM "simulation" WHERE "organization_id" = ${organizationId}::uuid
      AND "id" = ${simulationId}::uuid FOR UPDATE`;
    const row = await tx.db.simulation.findFirst({
      where: { organizationId, projectId, id: simulationId, state: { in: ["queued", "running"] } },
      select: { attempt: true, crashCount: true, seed: true },
    });
    if (row === null) return null;
    const gone = row.crashCount >= MAX_CRASHES;
    const { inputs, hash } = inputsOf(await readFacts(tx, deps));
    await tx.db.simulation.updateMany({
      where: { organizationId, id: simulationId },
      data: gone
        ? { state: "failed", failure: "The worker ended three times while it ran.", finishedAt: tx.now }
        : {
            ...{ state: "running", attempt: { increment: 1 }, crashCount: { increment: 1 } },
            ...{ inputs: inputs as unknown as Prisma.InputJsonValue, inputsHash: hash },
          },
    });
    await announceEconomics(tx, deps, simulationId);
    return gone ? null : { simulationId, attempt: row.attempt + 1, seed: row.seed, inputs };
  });
}

/** True while the attempt may go on: nobody has cancelled it, and no other has begun. */
export async function holdsSimulation(deps: ProjectDeps, task: SimulationTask): Promise<boolean> {
  return deps.withOrganization(async (tx) => (await tx.db.simulation.count({ where: fenceOf(deps, task) })) > 0);
}

/** Publishes what came of it. Throws economics.stale-attempt when the attempt no longer holds the fence. */
export async function completeSimulation(
  deps: ProjectDeps,
  task: SimulationTask,
  result: SimulationResult,
): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { count } = await tx.db.simulation.updateMany({
      where: fenceOf(deps, task),
      data: {
        ...{ state: "done", finishedAt: tx.now, crashCount: { decrement: 1 } },
        result: SimulationResult.parse(result) as Prisma.InputJsonValue,
      },
    });
    if (count === 0) throw economicsError("economics.stale-attempt");
    await recordAudit(tx, deps, "economics.complete-simulation", {
      ...{ subjectId: task.simulationId, projectId: deps.projectId, details: { runs: result.runs, seed: result.seed } },
    });
    await announceEconomics(tx, deps, task.simulationId);
  });
}

/** Ends an attempt with words for people; a stale one changes nothing. */
export async function failSimulation(deps: ProjectDeps, task: SimulationTask, reason: string): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const { count } = await tx.db.simulation.updateMany({
      where: fenceOf(deps, task),
      data: { state: "failed", failure: reason.slice(0, 2000), finishedAt: tx.now, crashCount: { decrement: 1 } },
    });
    if (count === 0) return;
    const { projectId } = deps;
    await recordAudit(tx, deps, "economics.fail-simulation", { subjectId: task.simulationId, projectId });
    await announceEconomics(tx, deps, task.simulationId);
  });
}

/** Gives an unfinished attempt back on shutdown without counting a crash; the queue brings the job again. */
export async function releaseSimulation(deps: ProjectDeps, task: SimulationTask): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await tx.db.simulation.updateMany({
      where: fenceOf(deps, task),
      data: { state: "queued", crashCount: { decrement: 1 } },
    });
  });
}

function fenceOf(deps: ProjectDeps, { simulationId, attempt }: SimulationTask) {
  return { organizationId: deps.organizationId, id: simulationId, attempt, state: "running" } as const;
}
