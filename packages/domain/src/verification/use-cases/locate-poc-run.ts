import type { Deps } from "../../shared/server.ts";

/** The project of a PoC run by UUID; null when the organization has none such. */
export async function locatePocRun(deps: Deps, runId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.pocRun.findFirst({
      where: { organizationId: deps.organizationId, id: runId },
      select: { poc: { select: { projectId: true } } },
    });
    return row?.poc.projectId ?? null;
  });
}
