import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { economicsError } from "../errors.ts";
import type { SimulationSelector } from "../schema.ts";
import { announceEconomics } from "./place.ts";
import { inProject } from "./read-facts.ts";

/** Cancels a waiting or running simulation; one that has ended stays. Throws economics.simulation-not-found. */
export async function cancelSimulation(deps: ProjectDeps, input: SimulationSelector): Promise<void> {
  await deps.withOrganization(async (tx) => {
    const where = { ...inProject(deps), id: input.simulationId };
    if ((await tx.db.simulation.count({ where })) === 0) throw economicsError("economics.simulation-not-found");
    const { count } = await tx.db.simulation.updateMany({
      where: { ...where, state: { in: ["queued", "running"] } },
      data: { state: "cancelled", cancelRequestedAt: tx.now, finishedAt: tx.now, crashCount: 0 },
    });
    if (count === 0) return;
    const { projectId } = deps;
    await recordAudit(tx, deps, "economics.cancel-simulation", { subjectId: input.simulationId, projectId });
    await announceEconomics(tx, deps, input.simulationId);
  });
}
