import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { inModel } from "../queries/place.ts";
import { CONTROL_SELECT, toControl } from "../queries/views.ts";
import type { Control } from "../schema.ts";

/** All controls of the model by number, each with the threats that it answers and why it is void. */
export async function listControls(deps: ProjectDeps): Promise<Control[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.control.findMany({
      where: inModel(deps),
      select: CONTROL_SELECT,
      orderBy: { number: "asc" },
    });
    return rows.map(toControl);
  });
}

/** One control inside an open transaction. Throws threat-model.control-not-found. */
export async function loadControl(tx: Tx, deps: ProjectDeps, number: number): Promise<Control> {
  const row = await tx.db.control.findFirst({ where: { ...inModel(deps), number }, select: CONTROL_SELECT });
  if (row === null) throw threatModelError("threat-model.control-not-found");
  return toControl(row);
}
