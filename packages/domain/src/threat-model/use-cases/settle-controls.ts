import type { ProjectDeps, Tx } from "../../shared/server.ts";
import { ControlState } from "../model.ts";
import { inModel } from "../queries/place.ts";
import { counts } from "../void.ts";
import { moveInTransaction } from "./move-in-transaction.ts";

/**
 * Opens again every threat that is called mitigated or demonstrated while nothing that counts answers it any more. A
 * threat that never had a control (a claim of an imported file) is left, unless it is named as one that just lost its
 * last. The caller holds the lock of the model.
 */
export async function settleControls(tx: Tx, deps: ProjectDeps, lost: readonly string[] = []): Promise<void> {
  const answered = await tx.db.threat.findMany({
    where: { ...inModel(deps), state: { in: ["mitigated", "demonstrated"] } },
    select: {
      id: true,
      controls: {
        where: { control: { removedAt: null } },
        select: { control: { select: { name: true, state: true, reliesOn: true } } },
      },
    },
  });
  for (const { id, controls } of answered) {
    const counting = controls.filter(({ control }) =>
      counts({ state: ControlState.parse(control.state), reliesOn: control.reliesOn }),
    ).length;
    if (counting > 0 || (controls.length === 0 && !lost.includes(id))) continue;
    await moveInTransaction(tx, deps, id, "lose-control", { by: "system", controls: 0 });
  }
}
