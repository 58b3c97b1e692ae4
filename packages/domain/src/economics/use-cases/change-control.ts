import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { economicsError } from "../errors.ts";
import type { ChangeControl, DefenceControl } from "../schema.ts";
import { checkControl, controlColumns, controlOf } from "./add-control.ts";
import { announceEconomics, lockEconomics } from "./place.ts";
import { inProject } from "./read-facts.ts";
import { queueSimulation } from "./request-simulation.ts";

/**
 * Changes what a control costs, moves, or whether it is in place; the simulation runs again. Throws
 * economics.control-not-found, economics.control-name-taken, economics.asset-not-found, and economics.control-stale
 * with the stored one.
 */
export async function changeControl(deps: ProjectDeps, input: ChangeControl): Promise<DefenceControl> {
  return deps.withOrganization(async (tx) => {
    await lockEconomics(tx, deps);
    const { controlId: id, rowVersion } = input;
    const before = await controlOf(tx, deps, id);
    await checkControl(tx, deps, input, id);
    const changed = await tx.db.economicsControl.updateMany({
      where: { ...inProject(deps), id, rowVersion },
      data: { ...controlColumns(input), updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    if (changed.count === 0) throw economicsError("economics.control-stale", { details: { stored: before } });
    const after = await controlOf(tx, deps, id);
    await recordAudit(tx, deps, "economics.change-control", {
      ...{ subjectId: id, projectId: deps.projectId, before, after, details: { name: input.name } },
    });
    await queueSimulation(tx, deps);
    await announceEconomics(tx, deps, id);
    return after;
  });
}
