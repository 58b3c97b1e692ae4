import { toTypedId } from "../../shared/index.ts";
import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { SimulationResult } from "../result.ts";
import { SimulationState } from "../schema.ts";
import { type Facts, inProject, inputsOf, readFacts } from "./read-facts.ts";

export interface EconomicsPage extends Facts {
  /** The newest run that came to an end with a result. */
  readonly simulation: {
    readonly at: Date;
    readonly result: SimulationResult;
    /** False where something that it rests on has changed since. */
    readonly isCurrent: boolean;
  } | null;
  /** The newest run of all, whatever became of it. */
  readonly latest: { readonly id: string; readonly state: SimulationState; readonly failure: string | null } | null;
}

/** All that the screens of the money at risk show: facts as stated, and what the newest run came to. */
export async function getEconomics(deps: ProjectDeps): Promise<EconomicsPage> {
  return deps.withOrganization(async (tx) => {
    const facts = await readFacts(tx, deps);
    const latest = await tx.db.simulation.findFirst({
      where: inProject(deps),
      select: { id: true, state: true, failure: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    });
    return {
      ...facts,
      simulation: await readDone(tx, deps, inputsOf(facts).hash),
      latest:
        latest === null
          ? null
          : { ...latest, id: toTypedId("simulation", latest.id), state: SimulationState.parse(latest.state) },
    };
  });
}

async function readDone(tx: Tx, deps: ProjectDeps, hash: string): Promise<EconomicsPage["simulation"]> {
  const row = await tx.db.simulation.findFirst({
    where: { ...inProject(deps), state: "done" },
    select: { result: true, inputsHash: true, finishedAt: true, createdAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (row === null) return null;
  return {
    at: row.finishedAt ?? row.createdAt,
    result: SimulationResult.parse(row.result),
    isCurrent: row.inputsHash === hash,
  };
}
