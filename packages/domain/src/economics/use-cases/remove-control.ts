import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { economicsError } from "../errors.ts";
import type { RemoveControl } from "../schema.ts";
import { controlOf } from "./add-control.ts";
import { announceEconomics, lockEconomics } from "./place.ts";
import { inProject } from "./read-facts.ts";
import { queueSimulation } from "./request-simulation.ts";

/** Takes a control off the list. Throws economics.control-not-found and economics.control-stale. */
export async function removeControl(deps: ProjectDeps, input: RemoveControl): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await lockEconomics(tx, deps);
    const { controlId: id, rowVersion } = input;
    const before = await controlOf(tx, deps, id);
    const changed = await tx.db.economicsControl.updateMany({
      where: { ...inProject(deps), id, rowVersion, archivedAt: null },
      data: { archivedAt: tx.now, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    if (changed.count === 0) throw economicsError("economics.control-stale", { details: { stored: before } });
    await recordAudit(tx, deps, "economics.remove-control", {
      ...{ subjectId: id, projectId: deps.projectId, before, details: { name: before.name } },
    });
    await queueSimulation(tx, deps);
    await announceEconomics(tx, deps, id);
  });
}
