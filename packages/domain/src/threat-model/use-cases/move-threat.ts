import type { ProjectDeps } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { findThreat, requireOwner } from "../queries/find.ts";
import { lockModel } from "../queries/place.ts";
import type { MoveThreat, Threat } from "../schema.ts";
import { loadThreat } from "./get-threat.ts";
import { countingControls, moveInTransaction } from "./move-in-transaction.ts";

/** Living with a threat, or handing it to others, takes more than writing the model. */
const NEEDS_APPROVER: readonly MoveThreat["command"][] = ["acknowledge", "transfer"];

/**
 * A person's decision on a threat. Throws threat-model.threat-not-found, threat-model.not-yours, threat-model.stale,
 * threat-model.not-now, threat-model.needs, threat-model.past-date, threat-model.needs-control and
 * threat-model.member-not-found.
 */
export async function moveThreat(deps: ProjectDeps, input: MoveThreat): Promise<Threat> {
  if (NEEDS_APPROVER.includes(input.command) && !deps.can("threat-model:approve")) {
    throw threatModelError("threat-model.not-yours");
  }
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const row = await findThreat(tx, deps, input.number);
    await requireOwner(tx, deps, input.ownerId);
    const { reason, comment, ownerId, until } = input;
    const controls = await countingControls(tx, deps, row.id);
    const facts = { by: "human", reason, comment, ownerId, until, controls } as const;
    await moveInTransaction(tx, deps, row.id, input.command, facts, { rowVersion: input.rowVersion });
    return loadThreat(tx, deps, input.number);
  });
}
