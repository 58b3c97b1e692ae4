import { findProjectsWith } from "../../organization/server.ts";
import { type Deps, Prisma } from "../../shared/server.ts";
import { PROJECT_COLUMNS, type ProjectRow, toProject } from "../row.ts";
import type { ListProjects, Project } from "../schema.ts";

/** The projects that the acting member may see, by name; archived ones only when asked for. */
export async function listProjects(deps: Deps, input: Pick<ListProjects, "archived">): Promise<Project[]> {
  const among = input.archived ? Prisma.empty : Prisma.sql`AND p."archived_at" IS NULL`;
  const [open, rows] = await Promise.all([
    findProjectsWith(deps, deps, "project:read"),
    deps.ask<ProjectRow>(Prisma.sql`SELECT ${PROJECT_COLUMNS} FROM "project" p
      WHERE p."organization_id" = ${deps.organizationId}::uuid ${among}`),
  ]);
  return rows
    .filter(({ id }) => open === "all" || open.includes(id))
    .map(toProject)
    .sort((a, b) => a.name.localeCompare(b.name, "en") || a.slug.localeCompare(b.slug));
}
