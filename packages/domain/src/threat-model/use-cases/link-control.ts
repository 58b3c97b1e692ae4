import { recordAudit } from "../../audit/server.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { findControl, findThreat } from "../queries/find.ts";
import { announceModel, lockModel } from "../queries/place.ts";
import type { LinkControl, Threat } from "../schema.ts";
import { loadThreat } from "./get-threat.ts";
import { settleControls } from "./settle-controls.ts";
import { touchDraft } from "./touch-draft.ts";

/**
 * Says that a control answers a threat, or that it does not. A threat that loses its last answer is open again. Throws
 * threat-model.control-not-found and threat-model.threat-not-found.
 */
export async function linkControl(deps: ProjectDeps, input: LinkControl): Promise<Threat> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const { organizationId, projectId } = deps;
    const control = await findControl(tx, deps, input.control);
    const threat = await findThreat(tx, deps, input.threat);
    const link = { organizationId, threatId: threat.id, controlId: control.id };
    if (input.linked) await tx.db.threatControl.createMany({ data: [link], skipDuplicates: true });
    else await tx.db.threatControl.deleteMany({ where: link });
    await settleControls(tx, deps, input.linked ? [] : [threat.id]);
    await touchDraft(tx, deps);
    await recordAudit(tx, deps, "threat-model.link-control", {
      ...{ subjectId: threat.id, projectId },
      details: { control: input.control, threat: input.threat, linked: input.linked },
    });
    await announceModel(tx, deps, threat.id);
    return loadThreat(tx, deps, input.threat);
  });
}
