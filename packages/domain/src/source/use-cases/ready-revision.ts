import type { ProjectDeps } from "../../shared/server.ts";

/**
 * What is still to be asked for when a revision has arrived; null while it is not ready. Inside an open transaction the
 * revision stays locked, so that two deliveries of its job do not both ask.
 */
export async function readyRevision(
  deps: ProjectDeps,
  revisionId: string,
): Promise<{ number: number; scanOnReady: boolean; hasScans: boolean; hasRuns: boolean } | null> {
  return deps.withOrganization(async (tx) => {
    await tx.db.$queryRaw`SELECT 1 FROM "revision" WHERE "organization_id" = ${deps.organizationId}::uuid
      AND "id" = ${revisionId}::uuid FOR UPDATE`;
    const row = await tx.db.revision.findFirst({
      where: { organizationId: deps.organizationId, projectId: deps.projectId, id: revisionId, state: "ready" },
      select: { number: true, scanOnReady: true, _count: { select: { scanRequests: true, pocRuns: true } } },
    });
    if (row === null) return null;
    const { number, scanOnReady, _count } = row;
    return { number, scanOnReady, hasScans: _count.scanRequests > 0, hasRuns: _count.pocRuns > 0 };
  });
}
