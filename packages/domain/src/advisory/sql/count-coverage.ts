import type { Deps, Tx } from "../../shared/server.ts";

/** Counts anew what is there of ecosystems, `epss` or `kev`; of the latter `asOf` is the day of their content. */
export async function countCoverage(tx: Tx, deps: Deps, subjects: readonly string[], asOf: Date | null): Promise<void> {
  const { organizationId } = deps;
  await tx.db.$executeRaw`
    INSERT INTO "advisory_coverage" ("organization_id", "subject", "advisories", "withdrawn", "newest", "imported_at")
    SELECT ${organizationId}::uuid, s.subject, c.advisories, c.withdrawn, c.newest, ${tx.now}::timestamptz
    FROM unnest(${[...subjects]}::text[]) AS s(subject)
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS advisories, (count(*) FILTER (WHERE a."withdrawn" IS NOT NULL))::int AS withdrawn,
        max(a."modified") AS newest
      FROM "advisory" a
      WHERE a."organization_id" = ${organizationId}::uuid AND s.subject NOT IN ('epss', 'kev') AND EXISTS (
        SELECT 1 FROM "advisory_package" p WHERE p."organization_id" = a."organization_id" AND p."advisory_id" = a."id"
          AND p."ecosystem" = s.subject)
      HAVING s.subject NOT IN ('epss', 'kev')
      UNION ALL
      SELECT count(*)::int, 0, ${asOf}::timestamptz FROM "advisory_score" e
      WHERE e."organization_id" = ${organizationId}::uuid HAVING s.subject = 'epss'
      UNION ALL
      SELECT count(*)::int, 0, ${asOf}::timestamptz FROM "advisory_exploited" k
      WHERE k."organization_id" = ${organizationId}::uuid HAVING s.subject = 'kev'
    ) c
    ON CONFLICT ("organization_id", "subject") DO UPDATE SET "advisories" = EXCLUDED."advisories",
      "withdrawn" = EXCLUDED."withdrawn", "newest" = EXCLUDED."newest", "imported_at" = EXCLUDED."imported_at"`;
}
