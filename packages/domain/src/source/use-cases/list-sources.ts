import type { ProjectDeps } from "../../shared/server.ts";
import { SOURCE_SELECT, toSource } from "../row.ts";
import type { Source } from "../schema.ts";

/** All sources of the project, oldest first. */
export async function listSources(deps: ProjectDeps): Promise<Source[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.source.findMany({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, archivedAt: null },
      select: SOURCE_SELECT,
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: 200,
    });
    return rows.map(toSource);
  });
}
