import { z } from "zod";
import { NotScanned } from "../../scan/index.ts";
import { Prisma, type ProjectDeps, type Tx } from "../../shared/server.ts";
import type { RunOnRevision } from "../comparison.ts";

/** A published run with what is needed to ask what it saw. */
export interface PublishedRunOn extends RunOnRevision {
  readonly lineage: string;
  readonly revisionId: string;
  readonly finishedAt: Date;
}

/** Where a finding was on a revision. */
export interface SeenPlace {
  readonly findingId: string;
  /** What it is a duplicate of, else itself: two names of one weakness are one. */
  readonly original: string;
  readonly detector: string;
  readonly path: string | null;
  readonly startLine: number | null;
  readonly endLine: number | null;
  readonly container: string | null;
  readonly callable: string | null;
}

/** The newest published run of each tool on a revision; one that was the newest of its lineage before others. */
export async function runsOn(tx: Tx, deps: ProjectDeps, revisionId: string): Promise<PublishedRunOn[]> {
  const rows = await tx.db.$queryRaw<(Omit<PublishedRunOn, "notScanned"> & { notScanned: unknown })[]>`
    SELECT DISTINCT ON (s."scanner", s."category") s."scanner", s."category", s."lineage", s."detectors",
      s."not_scanned" AS "notScanned", s."revision_id" AS "revisionId", s."finished_at" AS "finishedAt",
      NOT EXISTS (
        SELECT 1 FROM "scan" n JOIN "revision" q ON q."organization_id" = n."organization_id" AND q."id" = n."revision_id"
        WHERE n."organization_id" = s."organization_id" AND n."lineage" = s."lineage"
          AND n."state" IN ('succeeded', 'partial') AND n."finished_at" < s."finished_at"
          AND CASE WHEN q."depth" IS NOT NULL AND r."depth" IS NOT NULL AND q."depth" <> r."depth"
            THEN q."depth" > r."depth" ELSE q."number" > r."number" END
      ) AS "newest"
    FROM "scan" s JOIN "revision" r ON r."organization_id" = s."organization_id" AND r."id" = s."revision_id"
    WHERE s."organization_id" = ${deps.organizationId}::uuid AND s."project_id" = ${deps.projectId}::uuid
      AND s."revision_id" = ${revisionId}::uuid AND s."state" IN ('succeeded', 'partial')
    ORDER BY s."scanner", s."category", "newest" DESC, s."finished_at" DESC`;
  return rows.map(({ notScanned, ...row }) => ({
    ...row,
    notScanned: z.array(NotScanned).parse(notScanned),
  }));
}

/**
 * What a run saw, each finding once. Places are written when they change: those of a run that was the newest are the
 * ones that stood at its moment; of an older one those that were written with its revision, which are not all.
 */
export async function seenBy(tx: Tx, deps: ProjectDeps, run: PublishedRunOn): Promise<SeenPlace[]> {
  const at = Prisma.sql`${run.finishedAt}::timestamptz`;
  const then = run.newest
    ? Prisma.sql`o."first_seen_at" <= ${at} AND (o."gone_at" IS NULL OR o."gone_at" > ${at})`
    : Prisma.sql`o."revision_id" = ${run.revisionId}::uuid`;
  return tx.db.$queryRaw<SeenPlace[]>`
    SELECT DISTINCT ON (o."finding_id") o."finding_id" AS "findingId", coalesce(f."duplicate_of_id", f."id") AS "original",
      o."detector", o."path", o."start_line" AS "startLine", o."end_line" AS "endLine", o."container", o."callable"
    FROM "occurrence" o
    JOIN "finding" f ON f."organization_id" = o."organization_id" AND f."id" = o."finding_id"
    WHERE o."organization_id" = ${deps.organizationId}::uuid AND o."project_id" = ${deps.projectId}::uuid
      AND o."lineage" = ${run.lineage} AND ${then}
    ORDER BY o."finding_id", o."first_seen_at" DESC`;
}

/** Ids of all findings that the published runs on a revision saw. */
export async function seenOn(tx: Tx, deps: ProjectDeps, revisionId: string): Promise<string[]> {
  const ids = new Set<string>();
  for (const run of await runsOn(tx, deps, revisionId))
    for (const place of await seenBy(tx, deps, run)) ids.add(place.findingId);
  return [...ids];
}
