import type { Deps } from "../../shared/server.ts";

/** The project of a report by UUID; null when the organization has none such. */
export async function locateReport(deps: Deps, reportId: string): Promise<string | null> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.report.findFirst({
      where: { organizationId: deps.organizationId, id: reportId },
      select: { projectId: true },
    });
    return row?.projectId ?? null;
  });
}
