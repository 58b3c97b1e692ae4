import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { findAssumption, findControls, findThreats, requireOwner } from "../queries/find.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import type { Assumption, UpdateAssumption } from "../schema.ts";
import { linkAssumption } from "./link-assumption.ts";
import { loadAssumption } from "./list-assumptions.ts";
import { touchDraft } from "./touch-draft.ts";

/**
 * Changes what an assumption says. Words that were changed were not confirmed: it is unconfirmed again. Throws
 * threat-model.assumption-not-found and threat-model.stale.
 */
export async function updateAssumption(deps: ProjectDeps, input: UpdateAssumption): Promise<Assumption> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const { organizationId, projectId } = deps;
    const row = await findAssumption(tx, deps, input.number);
    const threats = input.threats === undefined ? undefined : await findThreats(tx, deps, input.threats);
    const controls = input.controls === undefined ? undefined : await findControls(tx, deps, input.controls);
    await requireOwner(tx, deps, input.ownerId);
    const before = await loadAssumption(tx, deps, input.number);
    const text = input.text ?? before.text;
    const { count } = await tx.db.assumption.updateMany({
      where: { organizationId, id: row.id, rowVersion: input.rowVersion },
      data: {
        text,
        ...(text === before.text ? {} : { validity: "unconfirmed", decidedById: null, decidedAt: null }),
        ...(input.reviewBy === undefined ? {} : { reviewBy: input.reviewBy }),
        ...(input.ownerId === undefined ? {} : { ownerId: input.ownerId }),
        ...{ updatedAt: tx.now, rowVersion: { increment: 1 } },
      },
    });
    if (count === 0) throw threatModelError("threat-model.stale", { details: { before } });
    await linkAssumption(tx, deps, row.id, {
      ...(threats === undefined ? {} : { threats }),
      ...(controls === undefined ? {} : { controls }),
    });
    await touchDraft(tx, deps);
    const after = await loadAssumption(tx, deps, input.number);
    await recordAudit(tx, deps, "threat-model.update-assumption", {
      ...{ subjectId: row.id, projectId, before, after, details: { assumption: input.number } },
    });
    await announceModel(tx, deps, row.id);
    return after;
  });
}
