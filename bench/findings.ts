import type pg from "pg";

/** Numbers of which a finding's title ends in `needle-<n / 100,000>`: one in a hundred thousand. */
const NEEDLE_EVERY = 100_000;

/** Fills a project with findings until it holds `upTo`, and makes the floor's own copy with the one index it needs. */
export async function addFindings(
  owner: pg.Client,
  { organizationId, projectId, upTo }: { organizationId: string; projectId: string; upTo: number },
): Promise<void> {
  const { rows } = await owner.query<{ n: number }>(
    "SELECT coalesce(max(number), 0)::int AS n FROM finding WHERE project_id = $1",
    [projectId],
  );
  await owner.query(
    `INSERT INTO finding (organization_id, id, project_id, number, title, description, severity, severity_rank, confidence,
        state, origin, scanner, detector, path, start_line)
     SELECT $1, gen_random_uuid(), $2, n,
        'Finding ' || n || CASE WHEN n % ${NEEDLE_EVERY} = 0 THEN ' needle-' || n / ${NEEDLE_EVERY} ELSE '' END,
        'text of finding ' || n,
        (ARRAY['critical','high','medium','low','info'])[1 + n % 5], n % 5, 'medium',
        (ARRAY['new','confirmed','dismissed','resolved'])[1 + n % 4], 'scanner', 'solhint', 'detector-' || n % 40,
        'src/contract-' || n % 500 || '.sol', n % 900 + 1
     FROM generate_series($3::int, $4::int) AS n`,
    [organizationId, projectId, (rows[0]?.n ?? 0) + 1, upTo],
  );
  // The floor has its own copy: the product's indexes serve its own queries, and would make this one slow.
  await owner.query(`DROP TABLE IF EXISTS "floor"`);
  await owner.query(`CREATE TABLE "floor" AS SELECT * FROM finding`);
  await owner.query(`CREATE INDEX ON "floor" ("organization_id", "project_id", "severity_rank", "number")`);
  await owner.query("VACUUM ANALYZE");
}
