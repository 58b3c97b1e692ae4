import type { ProjectDeps } from "../../shared/server.ts";
import { readDates } from "../queries/dates.ts";
import { readRevisionLine } from "../queries/revision-line.ts";
import { readRevisionStates } from "../queries/revision-states.ts";
import type { Trend } from "../schema.ts";

/** How the project's open findings went, over revisions and over dates. */
export async function getTrend(deps: ProjectDeps): Promise<Trend> {
  return deps.withOrganization(async (tx) => ({
    revisions: await readRevisionStates(tx, deps, await readRevisionLine(tx, deps)),
    dates: await readDates(tx, deps),
  }));
}
