import { createTestDatabase } from "@redoubt/db/testing";
import { JOBS } from "@redoubt/domain/jobs";
import { createTestProject } from "@redoubt/domain/project/testing";
import pg from "pg";
import { emit, inTurns, round } from "./result.ts";

const FINDINGS = 100_000;
const PAGE = 50;
const REPETITIONS = 200;
const TARGET = 8;

/** The same rows and columns as a list row needs, by the index that the sort uses. */
const KEYSET = `SELECT "id", "number", "title", "severity", "confidence", "state", "origin", "scanner", "detector", "path",
    "start_line", "container", "callable", "tags", "assignee_id", "first_seen_at", "updated_at", "row_version"
  FROM "finding"
  WHERE "organization_id" = $1 AND "project_id" = $2 AND NOT "dependency" AND NOT "restricted"
    AND ("severity_rank", "number") > (-1, 0)
  ORDER BY "severity_rank", "number" LIMIT ${PAGE + 1}`;

/**
 * The first page of findings: the `finding.list` procedure through the tRPC caller (session, access, permission,
 * row-level security, mapping) against the bare keyset query with the same rows through `pg`, both warm.
 */
const test = await createTestDatabase(Object.values(JOBS));
try {
  const project = await createTestProject(test.database, { slug: "bench" });
  await fill(test.owner, project.organization.organizationId, project.projectId);
  const { callerFor } = await import("../apps/web/src/server/testing/caller-for.ts");
  const caller = await callerFor(test.database, project.organization.members.developer.userId);
  const scope = { organization: project.organization.slug, project: project.slug };
  const ours = async () => {
    const page = await caller.finding.list({ ...scope, limit: PAGE });
    if (page.items.length !== PAGE) throw new Error(`the page has ${page.items.length} rows`);
  };
  const raw = new pg.Client({ connectionString: test.ownerUrl });
  await raw.connect();
  const floor = async () => {
    const { rows } = await raw.query({
      name: "page",
      text: KEYSET,
      values: [project.organization.organizationId, project.projectId],
    });
    if (rows.length !== PAGE + 1) throw new Error(`the floor has ${rows.length} rows`);
  };
  for (let index = 0; index < 30; index += 1) await Promise.all([ours(), floor()]);
  const times = await inTurns(REPETITIONS, ours, floor);
  await raw.end();
  const ratio = times.a / times.b;
  emit({
    id: "first-page",
    n: FINDINGS,
    ours: round(times.a),
    floor: round(times.b),
    ratio: round(ratio, 2),
    target: TARGET,
    ok: ratio <= TARGET,
    note: `finding.list through the caller against the raw keyset query, ${REPETITIONS} pairs in turns, medians`,
  });
} finally {
  await test.drop();
}

async function fill(owner: pg.Client, organizationId: string, projectId: string): Promise<void> {
  await owner.query(
    `INSERT INTO finding (organization_id, id, project_id, number, title, description, severity, severity_rank, confidence,
        state, origin, scanner, detector, path, start_line)
     SELECT $1, gen_random_uuid(), $2, n, 'Finding ' || n, 'text of finding ' || n,
        (ARRAY['critical','high','medium','low','info'])[1 + n % 5], n % 5, 'medium',
        (ARRAY['new','confirmed','dismissed','resolved'])[1 + n % 4], 'scanner', 'solhint', 'detector-' || n % 40,
        'src/contract-' || n % 500 || '.sol', n % 900 + 1
     FROM generate_series(1, ${FINDINGS}) AS n`,
    [organizationId, projectId],
  );
  await owner.query("ANALYZE finding");
}
