import { recordAudit } from "../../audit/server.ts";
import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { findAssumption } from "../queries/find.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import type { Assumption, JudgeAssumption } from "../schema.ts";
import { loadAssumption } from "./list-assumptions.ts";

/** Confirms or rejects an assumption, or takes that back. Throws threat-model.assumption-not-found, threat-model.stale. */
export async function judgeAssumption(deps: ProjectDeps, input: JudgeAssumption): Promise<Assumption> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const { organizationId, projectId } = deps;
    const row = await findAssumption(tx, deps, input.number);
    const before = await loadAssumption(tx, deps, input.number);
    const judged = input.validity !== "unconfirmed";
    const { count } = await tx.db.assumption.updateMany({
      where: { organizationId, id: row.id, rowVersion: input.rowVersion },
      data: {
        validity: input.validity,
        decidedById: judged ? actorUserId(deps) : null,
        decidedAt: judged ? tx.now : null,
        ...{ updatedAt: tx.now, rowVersion: { increment: 1 } },
      },
    });
    if (count === 0) throw threatModelError("threat-model.stale", { details: { before } });
    await recordAudit(tx, deps, "threat-model.judge-assumption", {
      ...{ subjectId: row.id, projectId, before: { validity: before.validity }, after: { validity: input.validity } },
      details: { assumption: input.number, validity: input.validity },
    });
    await announceModel(tx, deps, row.id);
    return loadAssumption(tx, deps, input.number);
  });
}
