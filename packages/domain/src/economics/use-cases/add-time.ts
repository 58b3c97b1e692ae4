import { recordAudit } from "../../audit/server.ts";
import { newId, toTypedId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { economicsError } from "../errors.ts";
import type { AddTime, MeasuredTime } from "../schema.ts";
import { announceEconomics, lockEconomics } from "./place.ts";
import { inProject, readTimes } from "./read-facts.ts";
import { queueSimulation } from "./request-simulation.ts";

/** Writes down how long it took in an incident or a drill; the simulation runs again. */
export async function addTime(deps: ProjectDeps, input: AddTime): Promise<MeasuredTime> {
  return deps.withOrganization(async (tx) => {
    await lockEconomics(tx, deps);
    const id = newId();
    const row = { ...inProject(deps), id, ...timeColumns(input), createdById: actorUserId(deps) };
    await tx.db.responseTime.createMany({ data: [{ ...row, createdAt: tx.now, updatedAt: tx.now }] });
    await recordAudit(tx, deps, "economics.add-time", {
      ...{ subjectId: id, projectId: deps.projectId, after: timeColumns(input), details: { name: input.name } },
    });
    await queueSimulation(tx, deps);
    await announceEconomics(tx, deps, id);
    return timeOf(tx, deps, id);
  });
}

/** The columns that a person states. */
export function timeColumns(input: Omit<AddTime, "organization" | "project">) {
  const { name, kind, detectMinutes, decideMinutes, actMinutes, note } = input;
  return {
    ...{ name, kind, detectMinutes, decideMinutes, actMinutes, note },
    happenedOn: new Date(`${input.happenedOn}T00:00:00Z`),
  };
}

/** Throws economics.time-not-found. */
export async function timeOf(tx: Tx, deps: ProjectDeps, id: string): Promise<MeasuredTime> {
  const found = (await readTimes(tx, deps)).find((time) => time.id === toTypedId("responseTime", id));
  if (found === undefined) throw economicsError("economics.time-not-found");
  return found;
}
