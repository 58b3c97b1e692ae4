import { FindingState, Severity } from "../../finding/index.ts";
import { type Asking, Prisma, type ProjectDeps } from "../../shared/server.ts";
import { shortName } from "../../source/index.ts";
import type { Moves } from "../changes.ts";

/** Moves that are read with their names; the others are counted. */
const NAMED = 100;

interface MovedRow {
  readonly number: number;
  readonly title: string;
  readonly severity: string;
  readonly before: string | null;
  readonly state: string;
  readonly origin: string | null;
  readonly revision: number | null;
  readonly label: string | null;
  readonly commit: string | null;
  readonly treeHash: string | null;
  readonly seen: boolean;
}

/** What moved since a moment: findings in another state than then. Own code, without restricted findings and the backlog. */
export async function readMoves(from: Asking, deps: ProjectDeps, since: Date): Promise<Moves> {
  const moved = movedSince(deps, since);
  const counting = from.ask<{ severity: string; before: string | null; state: string; count: number }>(Prisma.sql`
    SELECT m."severity", m."before", m."state", count(*)::int AS count FROM (${moved}) m GROUP BY 1, 2, 3`);
  const naming = from.ask<MovedRow>(Prisma.sql`
    SELECT m."number", m."title", m."severity", m."before", m."state", l."origin", r."number" AS revision, r."label",
      r."commit", r."tree_hash" AS "treeHash", EXISTS (
        SELECT 1 FROM "occurrence" o WHERE o."organization_id" = ${deps.organizationId}::uuid AND o."finding_id" = m."id"
          AND o."present" AND o."scan_id" IS NOT NULL
      ) AS seen
    FROM (${moved}) m
    LEFT JOIN LATERAL (
      SELECT x."origin", x."details"->>'revision' AS revision FROM "finding_event" x
      WHERE x."organization_id" = ${deps.organizationId}::uuid AND x."finding_id" = m."id"
        AND x."kind" IN ('transition', 'undo')
      ORDER BY x."at" DESC, x."id" DESC LIMIT 1
    ) l ON true
    LEFT JOIN "revision" r ON r."organization_id" = ${deps.organizationId}::uuid AND r."project_id" = ${deps.projectId}::uuid
      AND r."number"::text = l."revision"
    ORDER BY (m."state" <> 'regressed'), m."severity_rank", m."number" LIMIT ${NAMED}`);
  const [groups, named] = await Promise.all([counting, naming]);
  return {
    groups: groups.map((group) => ({ ...stateOf(group), count: group.count })),
    named: named.map((row) => ({
      ...stateOf(row),
      number: row.number,
      title: row.title,
      origin: row.origin,
      revision: row.revision === null ? null : shortName({ ...row, number: row.revision }),
      seenByScanner: row.seen,
    })),
  };
}

/** Only what was touched since can have moved, so a project's size does not matter. */
function movedSince(deps: ProjectDeps, since: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT f."id", f."number", f."title", f."severity", f."severity_rank", f."state", e."to" AS before
    FROM "finding" f
    LEFT JOIN LATERAL (
      SELECT x."to" FROM "finding_event" x
      WHERE x."organization_id" = f."organization_id" AND x."finding_id" = f."id"
        AND x."kind" IN ('transition', 'undo') AND x."at" <= ${since}::timestamptz
      ORDER BY x."at" DESC, x."id" DESC LIMIT 1
    ) e ON true
    WHERE f."organization_id" = ${deps.organizationId}::uuid AND f."project_id" = ${deps.projectId}::uuid
      AND f."updated_at" >= ${since}::timestamptz AND NOT f."dependency" AND NOT f."restricted" AND NOT f."backlog" AND NOT f."branch_only"
      AND e."to" IS DISTINCT FROM f."state"`;
}

function stateOf(row: { readonly severity: string; readonly before: string | null; readonly state: string }) {
  return {
    severity: Severity.parse(row.severity),
    before: row.before === null ? null : FindingState.parse(row.before),
    state: FindingState.parse(row.state),
  };
}
