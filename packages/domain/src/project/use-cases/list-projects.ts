import { findProjectsWith } from "../../organization/server.ts";
import type { Deps } from "../../shared/server.ts";
import { PROJECT_SELECT, toProject } from "../row.ts";
import type { ListProjects, Project } from "../schema.ts";

/** The projects that the acting member may see, by name; archived ones only when asked for. */
export async function listProjects(deps: Deps, input: Pick<ListProjects, "archived">): Promise<Project[]> {
  return deps.withOrganization(async (tx) => {
    const open = await findProjectsWith(tx, deps, "project:read");
    const rows = await tx.db.project.findMany({
      where: {
        organizationId: deps.organizationId,
        ...(open === "all" ? {} : { id: { in: open } }),
        ...(input.archived ? {} : { archivedAt: null }),
      },
      select: PROJECT_SELECT,
    });
    return rows.map(toProject).sort((a, b) => a.name.localeCompare(b.name, "en") || a.slug.localeCompare(b.slug));
  });
}
