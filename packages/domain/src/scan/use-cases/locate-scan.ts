import type { Deps } from "../../shared/server.ts";

/** The project of a scan by UUID; null when the organization has none such. */
export async function locateScan(deps: Deps, scanId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.scan.findFirst({
      where: { organizationId: deps.organizationId, id: scanId },
      select: { projectId: true },
    });
    return row?.projectId ?? null;
  });
}
