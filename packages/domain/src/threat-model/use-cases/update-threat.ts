import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { findThreat, requireOwner, requirePlaces } from "../queries/find.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import type { Threat, UpdateThreat } from "../schema.ts";
import { threatColumns } from "./columns.ts";
import { loadThreat } from "./get-threat.ts";
import { touchDraft } from "./touch-draft.ts";

/**
 * Changes what a threat says; what is not named stays. Throws threat-model.threat-not-found, threat-model.stale,
 * threat-model.element-not-found and threat-model.member-not-found.
 */
export async function updateThreat(deps: ProjectDeps, input: UpdateThreat): Promise<Threat> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const { organizationId, projectId } = deps;
    const row = await findThreat(tx, deps, input.number);
    await requirePlaces(tx, deps, input.elementIds ?? [], input.flowIds ?? []);
    await requireOwner(tx, deps, input.ownerId);
    const before = await loadThreat(tx, deps, input.number);
    if (row.rowVersion !== input.rowVersion) throw threatModelError("threat-model.stale", { details: { before } });
    const content = {
      ...{ statement: input.statement ?? before.statement, slots: input.slots ?? before.slots },
      classId: input.classId === undefined ? before.classId : input.classId,
      catalogueKey: input.catalogueKey === undefined ? before.catalogueKey : input.catalogueKey,
      ...{ stride: input.stride ?? before.stride, adversaries: input.adversaries ?? before.adversaries },
      scores: input.scores ?? before.scores,
    };
    await tx.db.threat.updateMany({
      where: { organizationId, id: row.id },
      data: {
        ...threatColumns(content),
        ...(input.ownerId === undefined ? {} : { ownerId: input.ownerId }),
        ...(input.due === undefined ? {} : { due: input.due }),
        ...{ updatedAt: tx.now, rowVersion: { increment: 1 } },
      },
    });
    if (input.elementIds !== undefined) {
      await tx.db.threatElement.deleteMany({ where: { organizationId, threatId: row.id } });
      await tx.db.threatElement.createMany({
        data: [...new Set(input.elementIds)].map((elementId) => ({ organizationId, threatId: row.id, elementId })),
      });
    }
    if (input.flowIds !== undefined) {
      await tx.db.threatFlow.deleteMany({ where: { organizationId, threatId: row.id } });
      await tx.db.threatFlow.createMany({
        data: [...new Set(input.flowIds)].map((flowId) => ({ organizationId, threatId: row.id, flowId })),
      });
    }
    await touchDraft(tx, deps);
    const after = await loadThreat(tx, deps, input.number);
    await recordAudit(tx, deps, "threat-model.update-threat", {
      ...{ subjectId: row.id, projectId, before, after, details: { threat: input.number } },
    });
    await announceModel(tx, deps, row.id);
    return after;
  });
}
