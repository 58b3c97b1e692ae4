import { recordAudit } from "../../audit/server.ts";
import { nextNumber } from "../../project/server.ts";
import { newId } from "../../shared/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { findThreats, requireOwner } from "../queries/find.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import type { Control, RecordControl } from "../schema.ts";
import { loadControl } from "./list-controls.ts";
import { touchDraft } from "./touch-draft.ts";
import { requireRoom } from "./write-model.ts";

/** Records a control and what it answers. Throws threat-model.threat-not-found, -member-not-found and -too-large. */
export async function recordControl(deps: ProjectDeps, input: RecordControl): Promise<Control> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const threats = await findThreats(tx, deps, input.threats);
    await requireOwner(tx, deps, input.ownerId);
    const { organizationId, projectId } = deps;
    const id = newId();
    const number = await nextNumber(tx, deps, "control");
    const content = {
      ...{ name: input.name, description: input.description ?? "", kind: input.kind, state: input.state },
      ...{
        reliesOn: [...new Set(input.reliesOn ?? [])].sort(),
        ownerId: input.ownerId ?? null,
        due: input.due ?? null,
      },
    };
    await tx.db.control.createMany({
      data: [{ organizationId, id, projectId, number, ...content, createdAt: tx.now, updatedAt: tx.now }],
    });
    await tx.db.threatControl.createMany({
      data: threats.map((threatId) => ({ organizationId, threatId, controlId: id })),
    });
    await requireRoom(tx, deps);
    await touchDraft(tx, deps);
    await recordAudit(tx, deps, "threat-model.record-control", {
      ...{ subjectId: id, projectId, after: content, details: { control: number, threats: [...input.threats] } },
    });
    await announceModel(tx, deps, id);
    return loadControl(tx, deps, number);
  });
}
