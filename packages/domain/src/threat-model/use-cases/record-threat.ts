import { recordAudit } from "../../audit/server.ts";
import { nextNumber } from "../../project/server.ts";
import { newId } from "../../shared/index.ts";
import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import { requireOwner, requirePlaces } from "../queries/find.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import { NO_SCORES } from "../score.ts";
import type { RecordThreat, Threat } from "../schema.ts";
import { threatColumns } from "./columns.ts";
import { loadThreat } from "./get-threat.ts";
import { touchDraft } from "./touch-draft.ts";
import { requireRoom } from "./write-model.ts";

/** Records an open threat. Throws threat-model.element-not-found, threat-model.member-not-found, threat-model.too-large. */
export async function recordThreat(deps: ProjectDeps, input: RecordThreat): Promise<Threat> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const elements = [...new Set(input.elementIds ?? [])];
    const flows = [...new Set(input.flowIds ?? [])];
    await requirePlaces(tx, deps, elements, flows);
    await requireOwner(tx, deps, input.ownerId);
    const { organizationId, projectId } = deps;
    const id = newId();
    const number = await nextNumber(tx, deps, "threat");
    const content = {
      ...{ statement: input.statement, slots: input.slots ?? {}, classId: input.classId ?? null },
      ...{ catalogueKey: input.catalogueKey ?? null, stride: input.stride ?? [], adversaries: input.adversaries ?? [] },
      scores: input.scores ?? NO_SCORES,
    };
    await tx.db.threat.createMany({
      data: [
        {
          ...{ organizationId, id, projectId, number, state: "open", origin: "hand", ...threatColumns(content) },
          ...{ ownerId: input.ownerId ?? null, due: input.due ?? null, createdById: actorUserId(deps) },
          ...{ createdAt: tx.now, updatedAt: tx.now },
        },
      ],
    });
    await tx.db.threatElement.createMany({
      data: elements.map((elementId) => ({ organizationId, threatId: id, elementId })),
    });
    await tx.db.threatFlow.createMany({ data: flows.map((flowId) => ({ organizationId, threatId: id, flowId })) });
    await requireRoom(tx, deps);
    await touchDraft(tx, deps);
    await recordAudit(tx, deps, "threat-model.record-threat", {
      subjectId: id,
      projectId,
      after: content,
      details: { threat: number },
    });
    await announceModel(tx, deps, id);
    return loadThreat(tx, deps, number);
  });
}
