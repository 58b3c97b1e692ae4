import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { economicsError } from "../errors.ts";
import type { ChangeTime, MeasuredTime } from "../schema.ts";
import { timeColumns, timeOf } from "./add-time.ts";
import { announceEconomics, lockEconomics } from "./place.ts";
import { inProject } from "./read-facts.ts";
import { queueSimulation } from "./request-simulation.ts";

/** Corrects a measured time. Throws economics.time-not-found, and economics.time-stale with the stored one. */
export async function changeTime(deps: ProjectDeps, input: ChangeTime): Promise<MeasuredTime> {
  return deps.withOrganization(async (tx) => {
    await lockEconomics(tx, deps);
    const { timeId: id, rowVersion } = input;
    const before = await timeOf(tx, deps, id);
    const changed = await tx.db.responseTime.updateMany({
      where: { ...inProject(deps), id, rowVersion },
      data: { ...timeColumns(input), updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    if (changed.count === 0) throw economicsError("economics.time-stale", { details: { stored: before } });
    const after = await timeOf(tx, deps, id);
    await recordAudit(tx, deps, "economics.change-time", {
      ...{ subjectId: id, projectId: deps.projectId, before, after, details: { name: input.name } },
    });
    await queueSimulation(tx, deps);
    await announceEconomics(tx, deps, id);
    return after;
  });
}
