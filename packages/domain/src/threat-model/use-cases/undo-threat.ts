import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import { threatModelError } from "../errors.ts";
import { ThreatState } from "../lifecycle.ts";
import { findThreat } from "../queries/find.ts";
import { lockModel } from "../queries/place.ts";
import type { Threat, ThreatSelector } from "../schema.ts";
import { loadThreat } from "./get-threat.ts";
import { Beside, moveInTransaction } from "./move-in-transaction.ts";

/**
 * Takes back the last decision on a threat, if it was one's own and is what put it where it stands. A threat that had
 * been demonstrated does not become so again by hand. Throws threat-model.threat-not-found, threat-model.nothing-to-undo.
 */
export async function undoThreat(deps: ProjectDeps, input: ThreatSelector): Promise<Threat> {
  return deps.withOrganization(async (tx) => {
    await lockModel(tx, deps);
    const row = await findThreat(tx, deps, input.number);
    const events = await tx.db.threatEvent.findMany({
      where: { organizationId: deps.organizationId, threatId: row.id },
      select: {
        ...{ id: true, command: true, origin: true, actorUserId: true, from: true, to: true },
        ...{ before: true, undoesId: true },
      },
      orderBy: [{ at: "desc" }, { id: "desc" }],
    });
    const taken = new Set(events.flatMap((event) => (event.undoesId === null ? [] : [event.undoesId])));
    const standing = events.filter((event) => event.command !== "undo" && !taken.has(event.id));
    const [last] = standing;
    const own = actorUserId(deps);
    if (last === undefined || last.origin !== "human" || own === null || last.actorUserId !== own) {
      throw threatModelError("threat-model.nothing-to-undo");
    }
    const previous = ThreatState.parse(last.from);
    if (previous === "demonstrated") throw threatModelError("threat-model.nothing-to-undo");
    const options = { undoesId: last.id, before: Beside.parse(last.before) };
    await moveInTransaction(tx, deps, row.id, "undo", { by: "human", previous }, options);
    return loadThreat(tx, deps, input.number);
  });
}
