import type { ProjectDeps } from "../../shared/server.ts";

/** The inventory of a revision by UUID, as far as it is; null when nobody has asked for it. */
export async function findInventory(
  deps: ProjectDeps,
  revisionId: string,
): Promise<{ readonly id: string; readonly state: string; readonly failure: string | null } | null> {
  return deps.withOrganization((tx) =>
    tx.db.inventory.findFirst({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, revisionId },
      select: { id: true, state: true, failure: true },
    }),
  );
}
