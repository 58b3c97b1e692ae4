import type { Deps } from "../../shared/server.ts";

/** A revision that new advisories may say something about. */
export interface RevisionToMatch {
  readonly projectId: string;
  readonly revisionId: string;
  readonly number: number;
  readonly inventory: { readonly id: string; readonly state: string; readonly matchDigest: string | null } | null;
}

/** The newest ready revision of the default branch of each source, in projects that are not archived. */
export async function listRematch(deps: Deps): Promise<RevisionToMatch[]> {
  return deps.withOrganization(async (tx) => {
    const rows = await tx.db.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT ON (r."source_id") r."id"
      FROM "revision" r
      JOIN "project" p ON p."organization_id" = r."organization_id" AND p."id" = r."project_id"
      JOIN "source" s ON s."organization_id" = r."organization_id" AND s."id" = r."source_id"
      WHERE r."organization_id" = ${deps.organizationId}::uuid AND r."state" = 'ready' AND r."is_default_ref"
        AND p."archived_at" IS NULL AND s."archived_at" IS NULL
      ORDER BY r."source_id", r."depth" DESC NULLS LAST, r."number" DESC`;
    const revisions = await tx.db.revision.findMany({
      where: { organizationId: deps.organizationId, id: { in: rows.map(({ id }) => id) } },
      select: {
        ...{ id: true, projectId: true, number: true },
        inventory: { select: { id: true, state: true, matchDigest: true } },
      },
      orderBy: [{ projectId: "asc" }, { number: "asc" }],
    });
    return revisions.map(({ id, ...rest }) => ({ revisionId: id, ...rest }));
  });
}

/** Whether any advisory was imported: without one, nothing could be said about dependencies. */
export async function hasAdvisories(deps: Deps): Promise<boolean> {
  return deps.withOrganization(async (tx) => {
    const row = await tx.db.advisoryCoverage.findFirst({
      where: { organizationId: deps.organizationId, advisories: { gt: 0 }, subject: { notIn: ["epss", "kev"] } },
      select: { subject: true },
    });
    return row !== null;
  });
}
