import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { userNames } from "../queries/names.ts";
import { inModel } from "../queries/place.ts";
import { ASSUMPTION_SELECT, toAssumption } from "../queries/views.ts";
import type { Assumption } from "../schema.ts";

/** All assumptions of the model by number. */
export async function listAssumptions(deps: ProjectDeps): Promise<Assumption[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.assumption.findMany({
      where: inModel(deps),
      select: ASSUMPTION_SELECT,
      orderBy: { number: "asc" },
    });
    const names = await userNames(
      tx,
      rows.map((row) => row.decidedById),
    );
    return rows.map((row) => toAssumption(row, names));
  });
}

/** One assumption inside an open transaction. Throws threat-model.assumption-not-found. */
export async function loadAssumption(tx: Tx, deps: ProjectDeps, number: number): Promise<Assumption> {
  const row = await tx.db.assumption.findFirst({ where: { ...inModel(deps), number }, select: ASSUMPTION_SELECT });
  if (row === null) throw threatModelError("threat-model.assumption-not-found");
  return toAssumption(row, await userNames(tx, [row.decidedById]));
}
