import type { Deps, ProjectDeps } from "../../shared/server.ts";
import { NO_SLA, type ProjectSla, type Sla } from "../sla.ts";
import { readSla } from "./read-sla.ts";

const NOTHING: Sla = { days: NO_SLA, rowVersion: 0 };

/** The promise of the organization. */
export async function getOrganizationSla(deps: Deps): Promise<Sla> {
  return deps.withOrganization(async (tx) => (await readSla(tx, deps, null)) ?? NOTHING);
}

/** The promise that holds in a project, and where it comes from. */
export async function getProjectSla(deps: ProjectDeps): Promise<ProjectSla> {
  return deps.withOrganization(async (tx) => {
    const own = await readSla(tx, deps, deps.projectId);
    const organization = (await readSla(tx, deps, null)) ?? NOTHING;
    return { own, organization, holds: (own ?? organization).days };
  });
}
