import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { findControl } from "../queries/find.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import type { Control, MoveControl } from "../schema.ts";
import { loadControl } from "./list-controls.ts";
import { settleControls } from "./settle-controls.ts";
import { touchDraft } from "./touch-draft.ts";

/**
 * Puts a control in place, plans, retires or declines it. One that is no longer in place opens the threats that nothing
 * else answers. Throws threat-model.control-not-found and threat-model.stale.
 */
export async function moveControl(deps: ProjectDeps, input: MoveControl): Promise<Control> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const { organizationId, projectId } = deps;
    const row = await findControl(tx, deps, input.number);
    const before = await loadControl(tx, deps, input.number);
    const { count } = await tx.db.control.updateMany({
      where: { organizationId, id: row.id, rowVersion: input.rowVersion },
      data: { state: input.state, updatedAt: tx.now, rowVersion: { increment: 1 } },
    });
    if (count === 0) throw threatModelError("threat-model.stale", { details: { before } });
    await settleControls(tx, deps);
    await touchDraft(tx, deps);
    await recordAudit(tx, deps, "threat-model.move-control", {
      ...{ subjectId: row.id, projectId, before: { state: before.state }, after: { state: input.state } },
      details: { control: input.number, from: before.state, to: input.state },
    });
    await announceModel(tx, deps, row.id);
    return loadControl(tx, deps, input.number);
  });
}
