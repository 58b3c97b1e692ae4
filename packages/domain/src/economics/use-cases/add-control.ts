import { recordAudit } from "../../audit/server.ts";
import { readAssets } from "../../profile/server.ts";
import { newId, toTypedId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { economicsError } from "../errors.ts";
import type { AddControl, DefenceControl } from "../schema.ts";
import { announceEconomics, lockEconomics } from "./place.ts";
import { inProject, readControls } from "./read-facts.ts";
import { queueSimulation } from "./request-simulation.ts";

/**
 * Puts a limit or control on the list; the simulation runs again. Throws economics.control-name-taken and
 * economics.asset-not-found.
 */
export async function addControl(deps: ProjectDeps, input: AddControl): Promise<DefenceControl> {
  return deps.withOrganization(async (tx) => {
    await lockEconomics(tx, deps);
    await checkControl(tx, deps, input, null);
    const id = newId();
    const row = { ...inProject(deps), id, ...controlColumns(input), createdById: actorUserId(deps) };
    await tx.db.economicsControl.createMany({ data: [{ ...row, createdAt: tx.now, updatedAt: tx.now }] });
    await recordAudit(tx, deps, "economics.add-control", {
      ...{ subjectId: id, projectId: deps.projectId, after: controlColumns(input), details: { name: input.name } },
    });
    await queueSimulation(tx, deps);
    await announceEconomics(tx, deps, id);
    return controlOf(tx, deps, id);
  });
}

type Stated = Omit<AddControl, "organization" | "project">;

/** The columns that a person states. */
export function controlColumns({ name, state, costUsd, group, levers, note }: Stated) {
  return { name, state, costUsd, group, levers, note };
}

/** Throws economics.control-name-taken and economics.asset-not-found. */
export async function checkControl(tx: Tx, deps: ProjectDeps, input: Stated, own: string | null): Promise<void> {
  const same = await tx.db.economicsControl.findFirst({
    where: { ...inProject(deps), archivedAt: null, name: { equals: input.name, mode: "insensitive" } },
    select: { id: true },
  });
  if (same !== null && same.id !== own) throw economicsError("economics.control-name-taken");
  if (input.levers.capAssets.length === 0) return;
  const known = new Set((await readAssets(tx, deps)).map(({ id }) => id));
  if (input.levers.capAssets.some((id) => !known.has(id))) throw economicsError("economics.asset-not-found");
}

/** Throws economics.control-not-found. */
export async function controlOf(tx: Tx, deps: ProjectDeps, id: string): Promise<DefenceControl> {
  const found = (await readControls(tx, deps)).find((control) => control.id === toTypedId("economicsControl", id));
  if (found === undefined) throw economicsError("economics.control-not-found");
  return found;
}
