import { PERMISSIONS } from "../../organization/index.ts";
import type { ProjectDeps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { PROJECT_SELECT, toProject } from "../row.ts";
import type { ProjectDetail } from "../schema.ts";
import { STAGES } from "../stages.ts";

/** The project with its lifecycle rail. Throws project.not-found. */
export async function getProject(deps: ProjectDeps): Promise<ProjectDetail> {
  return deps.withOrganization(async (tx) => {
    const where = { organizationId: deps.organizationId, id: deps.projectId };
    const row = await tx.db.project.findFirst({ where, select: PROJECT_SELECT });
    if (row === null) throw fail("project.not-found");
    const stages = STAGES.map((stage) => ({ ...stage, slices: [...stage.slices] }));
    return { ...toProject(row), stages, permissions: PERMISSIONS.filter((permission) => deps.can(permission)) };
  });
}
