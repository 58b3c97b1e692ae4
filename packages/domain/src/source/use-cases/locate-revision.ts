import type { Deps } from "../../shared/server.ts";

/** The project of a revision by UUID; null when the organization has none such. */
export async function locateRevision(deps: Deps, revisionId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.revision.findFirst({
      where: { organizationId: deps.organizationId, id: revisionId },
      select: { projectId: true },
    });
    return row?.projectId ?? null;
  });
}
