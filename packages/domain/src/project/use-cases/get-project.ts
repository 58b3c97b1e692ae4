import { PERMISSIONS } from "../../organization/index.ts";
import { Prisma, type ProjectDeps } from "../../shared/server.ts";
import { fail } from "../errors.ts";
import { PROJECT_COLUMNS, type ProjectRow, toProject } from "../row.ts";
import type { ProjectDetail } from "../schema.ts";
import { STAGES } from "../stages.ts";

/** The project with its lifecycle rail. Throws project.not-found. */
export async function getProject(deps: ProjectDeps): Promise<ProjectDetail> {
  const [row] = await deps.ask<ProjectRow>(Prisma.sql`SELECT ${PROJECT_COLUMNS} FROM "project" p
    WHERE p."organization_id" = ${deps.organizationId}::uuid AND p."id" = ${deps.projectId}::uuid`);
  if (row === undefined) throw fail("project.not-found");
  const stages = STAGES.map((stage) => ({ ...stage, slices: [...stage.slices] }));
  return { ...toProject(row), stages, permissions: PERMISSIONS.filter((permission) => deps.can(permission)) };
}
