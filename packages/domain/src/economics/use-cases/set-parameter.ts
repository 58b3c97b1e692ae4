import { recordAudit } from "../../audit/server.ts";
import { actorUserId, type ProjectDeps } from "../../shared/server.ts";
import { economicsError } from "../errors.ts";
import { parameter } from "../parameters.ts";
import type { SetParameter, Statement } from "../schema.ts";
import { announceEconomics, lockEconomics } from "./place.ts";
import { inProject, readStatements } from "./read-facts.ts";
import { queueSimulation } from "./request-simulation.ts";

/**
 * States a number of the team's own with the reason, or takes it back; every statement is kept. The simulation runs
 * again. Throws economics.out-of-bounds, economics.nothing-stated, and economics.parameter-stale with the stored one.
 */
export async function setParameter(deps: ProjectDeps, input: SetParameter): Promise<Statement> {
  return deps.withOrganization(async (tx) => {
    await lockEconomics(tx, deps);
    const { key, value, origin, note } = input;
    const find = async (): Promise<Statement | undefined> =>
      (await readStatements(tx, deps)).find((statement) => statement.key === key);
    const before = await find();
    if ((before?.rowVersion ?? 0) !== input.rowVersion) {
      throw economicsError("economics.parameter-stale", { details: { stored: before } });
    }
    const [least, most] = parameter(key).within;
    if (value !== null && !(value >= least && value <= most)) {
      throw economicsError("economics.out-of-bounds", { details: { least, most } });
    }
    if (value === null && (before?.value ?? null) === null) throw economicsError("economics.nothing-stated");
    const rowVersion = input.rowVersion + 1;
    await tx.db.economicsParameter.createMany({
      data: [
        {
          ...{ ...inProject(deps), key, rowVersion, value, origin, note },
          ...{ changedById: actorUserId(deps), changedAt: tx.now },
        },
      ],
    });
    await recordAudit(tx, deps, "economics.set-parameter", {
      ...{ subjectId: deps.projectId, projectId: deps.projectId, before, after: { value, origin, note } },
      details: { key, value, note },
    });
    await queueSimulation(tx, deps);
    await announceEconomics(tx, deps, deps.projectId);
    const after = await find();
    if (after === undefined) throw economicsError("economics.parameter-stale");
    return after;
  });
}
