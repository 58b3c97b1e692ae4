import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { economicsError } from "../errors.ts";
import type { RemoveTime } from "../schema.ts";
import { timeOf } from "./add-time.ts";
import { announceEconomics, lockEconomics } from "./place.ts";
import { inProject } from "./read-facts.ts";
import { queueSimulation } from "./request-simulation.ts";

/** Takes a measured time off the list. Throws economics.time-not-found and economics.time-stale. */
export async function removeTime(deps: ProjectDeps, input: RemoveTime): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await lockEconomics(tx, deps);
    const { timeId: id, rowVersion } = input;
    const before = await timeOf(tx, deps, id);
    const changed = await tx.db.responseTime.updateMany({
      where: { ...inProject(deps), id, rowVersion, archivedAt: null },
      data: { archivedAt: tx.now, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    if (changed.count === 0) throw economicsError("economics.time-stale", { details: { stored: before } });
    await recordAudit(tx, deps, "economics.remove-time", {
      ...{ subjectId: id, projectId: deps.projectId, before, details: { name: before.name } },
    });
    await queueSimulation(tx, deps);
    await announceEconomics(tx, deps, id);
  });
}
