import { recordAudit } from "../../audit/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, enqueue, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { economicsJobs } from "../jobs.ts";
import { announceEconomics, lockEconomics } from "./place.ts";
import { inProject, inputsOf, readFacts } from "./read-facts.ts";

/** Asks for a run of the simulation; one that waits already is not doubled. */
export async function requestSimulation(deps: ProjectDeps): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await lockEconomics(tx, deps);
    await queueSimulation(tx, deps);
  });
}

/**
 * Runs it again after something outside of this slice came, such as a revision, where the newest run rests on other
 * facts. A project that never asked for one is left alone.
 */
export async function renewSimulation(deps: ProjectDeps): Promise<void> {
  await deps.withOrganization(async (tx) => {
    await lockEconomics(tx, deps);
    const newest = await tx.db.simulation.findFirst({
      where: inProject(deps),
      select: { inputsHash: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    });
    if (newest === null || newest.inputsHash === inputsOf(await readFacts(tx, deps)).hash) return;
    await queueSimulation(tx, deps);
  });
}

/** The same inside an open transaction: a run reads the facts when it starts, so that one that waits has them all. */
export async function queueSimulation(tx: Tx, deps: ProjectDeps): Promise<void> {
  const waiting = await tx.db.simulation.count({ where: { ...inProject(deps), state: "queued" } });
  if (waiting > 0) return;
  const id = newId();
  const { organizationId, projectId } = deps;
  await tx.db.simulation.createMany({
    data: [
      {
        ...{ organizationId, id, projectId, seed: seedOf(projectId) },
        ...{ requestedById: actorUserId(deps), createdAt: tx.now },
      },
    ],
  });
  const organization = { ...deps, actor: { kind: "system", reason: "simulation" } } as const;
  await enqueue(tx, organization, economicsJobs["economics.simulate"], { subjectId: id, fence: 0 });
  await recordAudit(tx, deps, "economics.request-simulation", { subjectId: id, projectId });
  await announceEconomics(tx, deps, id);
}

/** The same seed for every run of a project: what differs between two runs differs by their inputs alone. */
function seedOf(projectId: string): number {
  return Number.parseInt(projectId.slice(-7), 16);
}
