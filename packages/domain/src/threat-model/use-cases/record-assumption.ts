import { recordAudit } from "../../audit/server.ts";
import { nextNumber } from "../../project/server.ts";
import { newId } from "../../shared/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { findControls, findThreats, requireOwner } from "../queries/find.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import type { Assumption, RecordAssumption } from "../schema.ts";
import { linkAssumption } from "./link-assumption.ts";
import { loadAssumption } from "./list-assumptions.ts";
import { touchDraft } from "./touch-draft.ts";
import { requireRoom } from "./write-model.ts";

/** Writes down what the model takes for granted; it is unconfirmed until somebody looks. */
export async function recordAssumption(deps: ProjectDeps, input: RecordAssumption): Promise<Assumption> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const threats = await findThreats(tx, deps, input.threats ?? []);
    const controls = await findControls(tx, deps, input.controls ?? []);
    await requireOwner(tx, deps, input.ownerId);
    const { organizationId, projectId } = deps;
    const id = newId();
    const number = await nextNumber(tx, deps, "assumption");
    const content = { text: input.text, reviewBy: input.reviewBy ?? null, ownerId: input.ownerId ?? null };
    await tx.db.assumption.createMany({
      data: [{ organizationId, id, projectId, number, ...content, createdAt: tx.now, updatedAt: tx.now }],
    });
    await linkAssumption(tx, deps, id, { threats, controls });
    await requireRoom(tx, deps);
    await touchDraft(tx, deps);
    await recordAudit(tx, deps, "threat-model.record-assumption", {
      ...{ subjectId: id, projectId, after: content, details: { assumption: number } },
    });
    await announceModel(tx, deps, id);
    return loadAssumption(tx, deps, number);
  });
}
