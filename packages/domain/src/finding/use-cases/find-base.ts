import { Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import { findRevision } from "../../source/server.ts";

export const REVISION_OF_COMPARISON = {
  ...{ id: true, number: true, commit: true, ref: true, sourceId: true, parentId: true },
} as const satisfies Prisma.RevisionSelect;

/** A revision as a comparison names it. */
export interface ComparedRevision {
  readonly id: string;
  readonly number: number;
  readonly commit: string | null;
  readonly ref: string;
}

interface Head extends ComparedRevision {
  readonly sourceId: string;
  readonly parentId: string | null;
}

/**
 * The revision that another is compared with: by number, by commit, or the newest scanned one of a branch, of the same
 * source rather than of another; the one that it was pushed as branched off from before all. Null when there is none.
 * Throws source.revision-not-found for a number that is none.
 */
export async function findBase(tx: Tx, deps: ProjectDeps, head: Head, base: string): Promise<ComparedRevision | null> {
  if (/^[1-9]\d{0,8}$/.test(base)) return findRevision(tx, deps, Number(base), REVISION_OF_COMPARISON);
  const named = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(base)
    ? Prisma.sql`r."commit" = ${base}`
    : Prisma.sql`r."ref" = ${base}`;
  const rows = await tx.db.$queryRaw<ComparedRevision[]>`
    SELECT r."id", r."number", r."commit", r."ref" FROM "revision" r
    WHERE r."organization_id" = ${deps.organizationId}::uuid AND r."project_id" = ${deps.projectId}::uuid
      AND r."id" <> ${head.id}::uuid AND ${named}
      -- On one branch, what came later is no base.
      AND (r."ref" <> ${head.ref} OR r."source_id" <> ${head.sourceId}::uuid OR r."number" < ${head.number}::int)
      AND EXISTS (SELECT 1 FROM "scan" s WHERE s."organization_id" = r."organization_id" AND s."revision_id" = r."id"
        AND s."state" IN ('succeeded', 'partial'))
    ORDER BY (r."id" IS NOT DISTINCT FROM ${head.parentId}::uuid) DESC, (r."source_id" = ${head.sourceId}::uuid) DESC,
      r."number" DESC
    LIMIT 1`;
  return rows[0] ?? null;
}
