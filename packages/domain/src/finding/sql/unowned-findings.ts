import { Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";

export interface UnownedFinding {
  readonly id: string;
  readonly number: number;
  readonly path: string;
}

/**
 * Findings that the scans of one request have brought to their branch: new, nobody's, never given to anybody, in own code, not restricted,
 * and never seen on that branch before. At most `most`, the worst first.
 */
export function unownedFindings(tx: Tx, deps: ProjectDeps, requestId: string, most: number): Promise<UnownedFinding[]> {
  const { organizationId, projectId } = deps;
  const scans = Prisma.sql`ARRAY(SELECT "id" FROM "scan" WHERE "organization_id" = ${organizationId}::uuid
    AND "scan_request_id" = ${requestId}::uuid)`;
  return tx.db.$queryRaw<UnownedFinding[]>(Prisma.sql`
    SELECT f."id", f."number", o."path" FROM "finding" f
    JOIN LATERAL (
      SELECT "path", "ref", "first_seen_at" FROM "occurrence" o
      WHERE o."organization_id" = f."organization_id" AND o."finding_id" = f."id" AND o."scan_id" = ANY(${scans})
        AND o."present" AND o."path" IS NOT NULL
      ORDER BY o."path", o."start_line" LIMIT 1
    ) o ON true
    WHERE f."organization_id" = ${organizationId}::uuid AND f."project_id" = ${projectId}::uuid
      AND f."id" IN (SELECT "finding_id" FROM "occurrence" WHERE "organization_id" = ${organizationId}::uuid
        AND "scan_id" = ANY(${scans}))
      AND f."state" = 'new' AND f."assignee_id" IS NULL AND NOT f."restricted" AND NOT f."backlog" AND NOT f."dependency"
      AND NOT EXISTS (SELECT 1 FROM "occurrence" b WHERE b."organization_id" = f."organization_id"
        AND b."finding_id" = f."id" AND b."ref" = o."ref" AND b."first_seen_at" < o."first_seen_at")
      AND NOT EXISTS (SELECT 1 FROM "finding_event" e WHERE e."organization_id" = f."organization_id"
        AND e."finding_id" = f."id" AND e."kind" = 'assign')
    ORDER BY f."severity_rank", f."number" LIMIT ${most}`);
}
