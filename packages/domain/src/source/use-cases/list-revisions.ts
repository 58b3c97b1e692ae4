import type { ProjectDeps } from "../../shared/server.ts";
import { REVISION_SELECT, toRevision } from "../row.ts";
import type { ListRevisions, Revision } from "../schema.ts";

/** The newest revisions below a number, newest first. */
export async function listRevisions(deps: ProjectDeps, input: ListRevisions): Promise<Revision[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.revision.findMany({
      where: {
        organizationId: deps.organizationId,
        projectId: deps.projectId,
        ...(input.sourceId === undefined ? {} : { sourceId: input.sourceId }),
        ...(input.sourceName === undefined ? {} : { source: { name: input.sourceName } }),
        ...(input.ref === undefined ? {} : { ref: input.ref }),
        ...(input.state === undefined ? {} : { state: input.state }),
        ...(input.before === undefined ? {} : { number: { lt: input.before } }),
      },
      select: REVISION_SELECT,
      orderBy: { number: "desc" },
      take: input.limit,
    });
    return rows.map(toRevision);
  });
}
