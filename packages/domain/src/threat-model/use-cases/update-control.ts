import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { findControl, requireOwner } from "../queries/find.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import type { Control, UpdateControl } from "../schema.ts";
import { loadControl } from "./list-controls.ts";
import { settleControls } from "./settle-controls.ts";
import { touchDraft } from "./touch-draft.ts";

/**
 * Changes what a control says; what is not named stays. A control that becomes void opens the threats that nothing else
 * answers. Throws threat-model.control-not-found, threat-model.stale and threat-model.member-not-found.
 */
export async function updateControl(deps: ProjectDeps, input: UpdateControl): Promise<Control> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const { organizationId, projectId } = deps;
    const row = await findControl(tx, deps, input.number);
    await requireOwner(tx, deps, input.ownerId);
    const before = await loadControl(tx, deps, input.number);
    if (row.rowVersion !== input.rowVersion) throw threatModelError("threat-model.stale", { details: { before } });
    await tx.db.control.updateMany({
      where: { organizationId, id: row.id },
      data: {
        ...{ name: input.name ?? before.name, description: input.description ?? before.description },
        ...{ kind: input.kind ?? before.kind, reliesOn: [...new Set(input.reliesOn ?? before.reliesOn)].sort() },
        ...(input.ownerId === undefined ? {} : { ownerId: input.ownerId }),
        ...(input.due === undefined ? {} : { due: input.due }),
        ...{ updatedAt: tx.now, rowVersion: { increment: 1 } },
      },
    });
    await settleControls(tx, deps);
    await touchDraft(tx, deps);
    const after = await loadControl(tx, deps, input.number);
    await recordAudit(tx, deps, "threat-model.update-control", {
      ...{ subjectId: row.id, projectId, before, after, details: { control: input.number } },
    });
    await announceModel(tx, deps, row.id);
    return after;
  });
}
